import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '@sightline/stack';
import type { Comparison, LoadResult } from '@sightline/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience } from './patience';
import { sightline } from './sightline';

const folder = mkdtempSync(join(tmpdir(), 'sightline-load-'));
const file = join(folder, 'run.json');
let run: LoadResult;

beforeAll(async () => {
  const { out } = await sightline('load', 'steady', '--rate', '15', '--duration', '10s', '--out', file, '--json');
  run = JSON.parse(out);
  // What earlier tests left undone is waited for before and after.
}, 400_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run of load that is called off', () => {
  it('ends soon, as at a terminal, and keeps what it found', async () => {
    const kept = join(folder, 'called-off.json');
    const program = inRepository('cli', 'bin', 'sightline.js');
    const args = [program, 'load', '--rate', '10', '--duration', '10m', '--out', kept];
    // Ctrl-C goes to every process of the terminal's group, the generator's as well.
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'exit');
    await new Promise<void>((sends) => {
      child.stderr.on('data', (said) => / [1-9]\d* sent/.test(String(said)) && sends());
    });
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toEqual([0, null]);
    const run = JSON.parse(readFileSync(kept, 'utf8')) as LoadResult;
    expect(run.ended).toBe('stopped');
    expect(run.sent).toBeGreaterThan(0);
  }, 400_000);
});

describe('a run of load', () => {
  it('sends what the profile asks for, and keeps it', () => {
    expect(run).toMatchObject({ profile: 'steady', ended: 'complete', generator: { turnedAway: 0 } });
    expect(run.sent).toBeGreaterThan(75);
    expect(existsSync(file)).toBe(true);
  });

  it('leaves requests that can be followed at once', async () => {
    const slowest = run.slowest[0]?.traceId ?? '';
    const shown = async () => {
      const { code, out } = await sightline('trace', slowest);
      return { code, isNamed: out.includes(slowest), isTorn: out.includes('lost its parent') };
    };
    await expect.poll(shown, { timeout: patience.withinMs }).toEqual({ code: 0, isNamed: true, isTorn: false });
  });

  it('is what the platform says it saw: every request, order, payment, log line and span', async () => {
    const compared = async () => {
      const { out } = await sightline('validate', file, '--json');
      const { comparisons } = JSON.parse(out) as { comparisons: Comparison[] };
      // How long requests took depends on how busy the machine is.
      const counts = comparisons.filter(({ unit }) => unit === 'count');
      return { areMany: counts.length > 10, disagree: counts.filter(({ agrees }) => !agrees) };
    };
    // Its last spans and lines may be on their way yet.
    await expect.poll(compared, { timeout: patience.withinMs }).toEqual({ areMany: true, disagree: [] });
  });

  it('is found out when it claims an order that was never sent', async () => {
    const forged = join(folder, 'forged.json');
    const { orders } = run;
    writeFileSync(forged, JSON.stringify({ ...run, orders: { ...orders, accepted: orders.accepted + 1 } }));
    const { code, out } = await sightline('validate', forged, '--json');
    const { comparisons } = JSON.parse(out) as { comparisons: Comparison[] };
    expect(code).toBe(1);
    expect(comparisons.find(({ what }) => what === 'orders in the database')).toMatchObject({ agrees: false });
  });

  it('makes a page that needs no network', async () => {
    const page = join(folder, 'report.html');
    await sightline('report', file, '--out', page);
    expect(readFileSync(page, 'utf8')).toContain(run.runId);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({
      format: 'sightline-report/1',
    });
  });
});
