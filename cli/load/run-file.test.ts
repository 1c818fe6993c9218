import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptTrace, latestRun } from './run-file';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sightline-runs-'));
  mkdirSync(join(home, 'runs'));
});
afterEach(() => rmSync(home, { recursive: true }));

const keep = (name: string, content: object = {}) => writeFileSync(join(home, 'runs', name), JSON.stringify(content));

describe('the runs that are kept', () => {
  it('end with the newest, and a report beside it is none', () => {
    keep('2026-11-10T00-00-00-steady.json');
    keep('2026-11-11T00-00-00-sale-day.json');
    keep('2026-11-11T00-00-00-sale-day.report.json');
    expect(latestRun(home)).toBe(join(home, 'runs', '2026-11-11T00-00-00-sale-day.json'));
  });

  it('are asked for where there are none', () => {
    expect(() => latestRun(home)).toThrow('There is no run in');
  });

  it('know nothing of traces that are not theirs', () => {
    keep('2026-11-10T00-00-00-steady.json', { format: 'something else' });
    expect(keptTrace(home, '0a1b2c3d'.repeat(4))).toBeUndefined();
  });
});
