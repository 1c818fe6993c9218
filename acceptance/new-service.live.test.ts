import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository, readSettings } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceFolders } from '../observability/testing/production-files';
import { portOffsetBeside } from '../stack/test-run/ports-beside';
import { type Program, run, startProgram } from './program';

/** A copy of this checkout as it is, with what is installed and compiled in it. */
const copy = mkdtempSync(join(tmpdir(), 'sightline-new-service-'));
/** Of a service that nobody adds. */
const name = 'tea-kettle';
let platform: Program | undefined;

const env = {
  SIGHTLINE_CACHE: readSettings().cache,
  SIGHTLINE_HOME: join(copy, '.sightline'),
  // Beside the platform under test, and beside those that other tests start.
  SIGHTLINE_PORT_OFFSET: portOffsetBeside('new-service'),
};
const inCopy = (...command: [string, ...string[]]) => run(command, { cwd: copy, env });
const sightline = (...args: string[]) => inCopy(process.execPath, 'cli/bin/sightline.js', ...args);

function copyCheckout(): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: inRepository(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const compiled = [...workspaceFolders(), 'collector'].map((folder) => join(folder, 'dist'));
  for (const path of [...listed.split('\0'), ...compiled, 'node_modules']) {
    if (path === '' || !existsSync(inRepository(path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(inRepository(path), join(copy, path), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
}

interface Planned {
  readonly files: readonly string[];
  readonly failed?: object;
}

describe('a service that the command adds', () => {
  let planned: Planned;

  beforeAll(async () => {
    copyCheckout();
    planned = JSON.parse(await sightline('new', 'service', name, '--json'));
  }, 600_000);

  afterAll(async () => {
    // Which returns when the last of its parts has ended.
    if (platform) await sightline('down');
    await platform?.stop();
    rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  });

  it('is written, compiled and generated', () => {
    expect(planned.failed).toBeUndefined();
    for (const path of planned.files) expect(existsSync(join(copy, path)), path).toBe(true);
    expect(existsSync(join(copy, 'services', name, 'dist', 'main.js'))).toBe(true);
    expect(readFileSync(join(copy, 'services/catalogue/generated/telemetry.md'), 'utf8')).toContain(
      'tea_kettle_look_ups',
    );
  });

  it('passes what everything must pass: style, what nothing uses, what is generated, who imports whom', async () => {
    await inCopy('npx', 'biome', 'check', '.');
    await inCopy('npx', 'knip', '--no-progress');
    const of = [
      `services/${name}`,
      'services/catalogue',
      'alerts/generate',
      'alerts/platform',
      'dashboards/generate',
      'dashboards/check',
      'stack/services',
    ];
    await inCopy('npx', 'vitest', 'run', '--project', 'unit', ...of, 'acceptance/', 'stack/components');
    await inCopy('npx', 'vitest', 'run', '--project', 'live', 'stack/compose');
  }, 600_000);

  it('is refused a second time, and overwrites nothing', async () => {
    await expect(sightline('new', 'service', name)).rejects.toThrow(/cannot be called "tea-kettle": that is taken/);
  });

  it('is started with the platform, and its own test finds it in all three signals and in its SLO', async () => {
    const parts = [name, 'collector', 'prometheus', 'loki', 'tempo'];
    const start = `require('@sightline/stack').startPlatform({ only: ${JSON.stringify(parts)} }).then(() => console.log('ready'))`;
    platform = await startProgram([process.execPath, '-e', start], { cwd: copy, env }, /^ready$/);
    await inCopy('npx', 'vitest', 'run', '--project', 'live', `services/${name}`);
    const trace = JSON.parse(await sightline('trace', '--last', '--service', name, '--json'));
    expect(trace.spans.map((span: { service: string }) => span.service)).toContain(name);
  }, 600_000);
});
