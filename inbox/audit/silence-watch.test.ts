import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Silence } from '@sightline/stores';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SilenceWatch } from './silence-watch';

const folder = mkdtempSync(join(tmpdir(), 'sightline-silences-'));
afterAll(() => rmSync(folder, { recursive: true }));

const silence = (id: string, more: Partial<Silence> = {}): Silence => ({
  id,
  state: 'active',
  author: 'whoever typed it',
  comment: 'a test of the silence',
  startsAt: new Date('2026-11-28T03:00:00Z'),
  endsAt: new Date('2026-11-28T05:00:00Z'),
  matchers: [
    { name: 'alertname', value: 'BankSlow', isRegex: false, isEqual: true },
    { name: 'severity', value: 'info|warning', isRegex: true, isEqual: false },
  ],
  ...more,
});

let there: Silence[];
let told: { change: string; id: string; attributes: Record<string, string> }[];
let away: boolean;
let file: string;
let files = 0;

beforeEach(() => {
  there = [];
  told = [];
  away = false;
  file = join(folder, `told-${files++}.json`);
});

const watch = () =>
  new SilenceWatch({
    alertmanager: { silences: async () => there },
    collector: {
      send: async (signal, message) => {
        if (away) throw new Error('the collector is away');
        expect(signal).toBe('logs');
        const [resource] = (
          message as { resourceLogs: { scopeLogs: { logRecords: { attributes: Attribute[] }[] }[] }[] }
        ).resourceLogs;
        for (const { attributes } of resource?.scopeLogs[0]?.logRecords ?? []) {
          const flat = Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
          told.push({ change: flat['audit.change'] ?? '', id: flat['alert.silence.id'] ?? '', attributes: flat });
        }
      },
    },
    file,
    report: vi.fn(),
  });

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

const changes = () => told.map(({ id, change }) => `${id} ${change}`);

describe('a silence', () => {
  it('is kept with who typed it, for what, until when and why', async () => {
    there = [silence('a')];
    await watch().look();
    expect(told[0]?.attributes).toMatchObject({
      event: 'audit.alert_silenced',
      'audit.actor': 'whoever typed it',
      'alert.matchers': 'alertname="BankSlow", severity!~"info|warning"',
      'alert.silence.ends_at': '2026-11-28T05:00:00.000Z',
      'alert.silence.comment': 'a test of the silence',
    });
  });

  it('is told once, and once more when it ends, whether or not we are restarted in between', async () => {
    there = [silence('a')];
    const first = watch();
    await first.look();
    await first.look();
    await watch().look();
    there = [silence('a', { state: 'expired' }), silence('b', { state: 'pending' })];
    await watch().look();
    await watch().look();
    expect(changes()).toEqual(['a silenced', 'a ended', 'b silenced']);
  });

  it('that came and went unseen is told from its beginning to its end', async () => {
    there = [silence('a', { state: 'expired' })];
    await watch().look();
    expect(changes()).toEqual(['a silenced', 'a ended']);
  });

  it('that is extended, or is of another author, is told anew under its id', async () => {
    there = [silence('a')];
    const one = watch();
    await one.look();
    there = [silence('a', { endsAt: new Date('2036-11-28T05:00:00Z') })];
    await one.look();
    there = [silence('a', { endsAt: new Date('2036-11-28T05:00:00Z'), author: 'somebody else' })];
    await watch().look();
    await watch().look();
    expect(changes()).toEqual(['a silenced', 'a silenced', 'a silenced']);
    expect(told.at(-1)?.attributes).toMatchObject({
      'audit.actor': 'somebody else',
      'alert.silence.ends_at': '2036-11-28T05:00:00.000Z',
    });
  });

  it('that Alertmanager has lost is over', async () => {
    there = [silence('a')];
    await watch().look();
    there = [];
    await watch().look();
    await watch().look();
    expect(changes()).toEqual(['a silenced', 'a ended']);
  });

  it('waits to be told until the collector is back', async () => {
    there = [silence('a')];
    const one = watch();
    away = true;
    await expect(one.look()).rejects.toThrow('away');
    away = false;
    await one.look();
    expect(changes()).toEqual(['a silenced']);
  });

  it('is told, whatever became of the file of what was told', async () => {
    writeFileSync(file, '{"half');
    there = [silence('a')];
    await watch().look();
    expect(changes()).toEqual(['a silenced']);
  });

  it('of somebody who writes a novel is cut', async () => {
    there = [silence('a', { author: 'x'.repeat(10_000), comment: 'y'.repeat(100_000) })];
    await watch().look();
    expect(JSON.stringify(told).length).toBeLessThan(2_000);
  });
});
