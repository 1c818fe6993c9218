import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contextOver } from '../testing/context-over';
import { answers } from './evidence/answers';
import { components } from './evidence/components';
import { database } from './evidence/database';
import { disks } from './evidence/disks';
import { machine } from './evidence/machine';
import type { Finding } from './finding';
import { type Edge, rank } from './rank';
import type { Snapshot } from './snapshot';
import { type Subject, subjectKey } from './subject';
import type { Times } from './times';

const folder = join(__dirname, 'recorded');

/** What needs no store is found anew; the rest is as it was found in the play. */
const ofTheMoment = [components, answers, disks, database, machine];
const foundAnew =
  /^(components|answers|processes|disks|database|locks|connections|statements|silences|strangers|starvation|memory|disk-pressure|memory-pressure)$/;

interface Recorded {
  readonly truths: readonly Subject[];
  readonly times: Times;
  readonly components: readonly { readonly name: string; readonly status: string }[];
  readonly seen: Snapshot;
  readonly findings: readonly Finding[];
  readonly edges: readonly Edge[];
}

const isoTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const read = (file: string): Recorded =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'), (_, value) =>
    typeof value === 'string' && isoTime.test(value) ? new Date(value) : value,
  );

async function ranked({ times, components: running, seen, findings, edges }: Recorded): Promise<string[]> {
  const context = { ...contextOver({ components: running, seen }), times };
  const anew = await Promise.all(ofTheMoment.map((evidence) => evidence.find(context)));
  const asFound = findings.filter(({ evidence }) => !foundAnew.test(evidence));
  return rank([...anew.flat(), ...asFound], edges, times).map(({ subject }) => subjectKey(subject));
}

describe('on recorded evidence, why names', () => {
  it.each(readdirSync(folder))('the true cause first: %s', async (file) => {
    const recorded = read(file);
    const truths = recorded.truths.map(subjectKey);
    const first = (await ranked(recorded)).slice(0, truths.length);
    expect(first.sort()).toEqual(truths.sort());
  });

  it('something else when nothing is to be seen of it at the component itself', async () => {
    const recorded = read('payment-frozen.json');
    const blind = {
      ...recorded,
      seen: { answers: [], disks: [] },
      findings: recorded.findings.filter(({ nature }) => nature !== 'own'),
    };
    expect((await ranked(blind))[0]).not.toBe('component payment');
  });
});
