import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silent } from '../report/progress';
import { putProgram, testEngine, testWorkshop } from '../testing/engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { resolveEngine } from './resolve';

const task = silent.task('');
const fill = async (folder: string) => void putProgram(join(folder, 'loki'), '3.7.8');
const inCache = { origin: 'registry', from: 'Go modules' } as const;
const npm = { kind: 'npm', folder: () => undefined } as const;

describe('an engine is found', () => {
  it('at the path the user gives, before anywhere else', async () => {
    const folder = temporaryFolder();
    const given = putProgram(join(folder, 'mine', 'loki'), '3.6.0');
    putProgram(join(folder, 'bin', 'loki'), '3.7.8');
    const workshop = testWorkshop(folder, { env: { SIGHTLINE_LOKI_BIN: given, PATH: join(folder, 'bin') } });
    expect(await resolveEngine(testEngine(), workshop, task)).toMatchObject({
      origin: 'given',
      version: '3.6.0',
      programs: { loki: given },
    });
  });

  it('on PATH, before the cache', async () => {
    const folder = temporaryFolder();
    const onPath = putProgram(join(folder, 'bin', 'loki'), '3.7.2');
    const workshop = testWorkshop(folder, { env: { PATH: `/nowhere:${join(folder, 'bin')}` } });
    await workshop.cache.add(testEngine(), inCache, fill);
    expect(await resolveEngine(testEngine(), workshop, task)).toMatchObject({
      origin: 'PATH',
      version: '3.7.2',
      from: onPath,
    });
  });

  it('in the cache, when PATH has another minor version', async () => {
    const folder = temporaryFolder();
    putProgram(join(folder, 'bin', 'loki'), '3.5.0');
    const workshop = testWorkshop(folder, { env: { PATH: join(folder, 'bin') } });
    await workshop.cache.add(testEngine(), inCache, fill);
    const engine = testEngine({ registry: npm });
    expect(await resolveEngine(engine, workshop, task)).toMatchObject({ origin: 'cache', version: '3.7.8' });
  });

  it('once, when two starts want it at the same time', async () => {
    const folder = temporaryFolder();
    let made = 0;
    const engine = testEngine({ registry: npm });
    const workshop = testWorkshop(folder);
    const { withLock } = await import('./lock');
    const other = withLock(workshop.cache.lockFile(engine), {}, async () => {
      await workshop.cache.add(engine, inCache, fill);
      made += 1;
    });
    expect(await resolveEngine(engine, workshop, task)).toMatchObject({ origin: 'cache' });
    await other;
    expect(made).toBe(1);
  });
});

describe('an engine is not found', () => {
  it('when the path the user gives is not there, whatever else there is', async () => {
    const folder = temporaryFolder();
    const workshop = testWorkshop(folder, { env: { SIGHTLINE_LOKI_BIN: join(folder, 'gone') } });
    await workshop.cache.add(testEngine(), inCache, fill);
    await expect(resolveEngine(testEngine(), workshop, task)).rejects.toThrow(
      /SIGHTLINE_LOKI_BIN=.*gone cannot be read/,
    );
  });

  it('in a cache that has it in a way which was given up since', async () => {
    const workshop = testWorkshop(temporaryFolder());
    await workshop.cache.add(testEngine({ registry: npm }), inCache, fill);
    await expect(resolveEngine(testEngine(), workshop, task)).rejects.toThrow(
      /engines\/loki\/3\.7\.8 came from Go modules, and is not taken from there any more/,
    );
  });

  it('with the reason of every place, and what to do', async () => {
    const folder = temporaryFolder();
    putProgram(join(folder, 'bin', 'loki'), '2.9.0');
    const workshop = testWorkshop(folder, { env: { PATH: join(folder, 'bin') } });
    const error: Error = await resolveEngine(testEngine(), workshop, task).catch((reason) => reason);
    expect(error.message).toMatch(/bin\/loki is 2\.9\.0, not 3\.7\.8/);
    expect(error.message).toContain('no release archive is published');
    expect(error.message).toContain('in no package registry');
    expect(error.message).toContain('SIGHTLINE_LOKI_BIN=<path>');
  });
});
