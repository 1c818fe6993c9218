import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering } from '@sightline/stores/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import type { Verb } from '../verb';
import { checkPlatform } from './check';
import { checkText } from './check-text';
import { choosePlatform } from './choose-platform';

const folder = mkdtempSync(join(tmpdir(), 'sightline-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const verbs = [
  { name: 'trace', needs: ['traces'] },
  { name: 'slo', needs: ['metrics'] },
  { name: 'alert test', needs: ['alerts'] },
  { name: 'load', needs: ['supervisor'] },
  { name: 'slo lint' },
] as unknown as Verb[];

async function checked(description: string) {
  const path = join(folder, 'sightline.yaml');
  writeFileSync(path, `platforms: { mine: { ${description} } }`);
  return checkPlatform(await choosePlatform({ named: path, needs: [], tell: () => {} }), verbs);
}

describe('a platform that is checked', () => {
  it('tells of each part its version, whether it answers and lets in, and its clock', async () => {
    await using whole = await answering(({ url = '' }) =>
      url.includes('buildinfo')
        ? { body: { data: { version: '3.9.0' } } }
        : { headers: { date: new Date(Date.now() + 120_000).toUTCString() }, body: { status: 'success' } },
    );
    await using closed = await answering(() => ({ status: 401, body: 'no org id' }));
    const check = await checked(
      `metrics: ${whole.url}, logs: ${closed.url}, traces: { tempo: http://127.0.0.1:1 }, alerts: { alertmanager: https://a.example, bearerTokenFile: none }`,
    );
    expect(check.parts).toMatchObject([
      { part: 'traces', answers: false, problem: expect.stringContaining('Tempo does not answer') },
      { part: 'logs', answers: true, isLetIn: false, problem: expect.stringContaining('no org id') },
      {
        part: 'metrics',
        answers: true,
        isLetIn: true,
        version: '3.9.0',
        problem: expect.stringContaining('its clock'),
      },
      // What it should show cannot be read: it was not asked.
      { part: 'alerts', problem: expect.stringContaining('should be in the file') },
    ]);
    expect(check.parts[2]?.clockAheadMs).toBeGreaterThan(110_000);
    expect(check.parts[3]).not.toHaveProperty('answers');
    expect(check.commands).toEqual([
      { command: 'trace', lacks: ['traces'] },
      { command: 'slo', lacks: [] },
      { command: 'alert test', lacks: ['alerts'] },
      { command: 'load', lacks: ['supervisor'] },
    ]);
    const text = checkText(check, plainPaint);
    expect(text).toMatch(/metrics +prometheus 3.9.0 +yes +yes .* ahead/);
    expect(text).toContain('Possible: slo');
    expect(text).toMatch(/trace +needs traces/);
    expect(text).toContain('Of our own platform alone: load');
  });

  it('tells what keeps a part from being reached, and asks the others all the same', async () => {
    await using grafana = await answering(({ url = '' }) => (url === '/api/datasources' ? { body: [] } : { body: [] }));
    const { parts } = await checked(`dashboards: ${grafana.url}, logs: grafana`);
    expect(parts).toMatchObject([
      { part: 'logs', problem: expect.stringContaining('no data source for logs') },
      { part: 'dashboards', answers: true, isLetIn: true },
    ]);
  });
});
