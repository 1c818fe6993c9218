import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programAtHand } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { clusterAlerts } from '../generate/chart-files';

const folder = mkdtempSync(join(tmpdir(), 'sightline-cluster-'));
afterAll(() => rmSync(folder, { recursive: true }));
const promtool = (...args: string[]) =>
  execFileSync(programAtHand('prometheus', 'promtool'), args, { encoding: 'utf8', stdio: 'pipe', timeout: 120_000 });

describe('the alerts on what only a cluster knows', () => {
  const files = clusterAlerts();
  for (const { path, text } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  it.each(files)('$path holds', ({ path }) => {
    const isTest = path.endsWith('.test.yml');
    expect(promtool(...(isTest ? ['test', 'rules'] : ['check', 'rules']), join(folder, path))).toContain('SUCCESS');
  });
});
