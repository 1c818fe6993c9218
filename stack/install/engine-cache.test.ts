import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../testing/engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { EngineCache } from './engine-cache';

const engine = testEngine();
const provenance = { origin: 'registry', from: 'Go modules' } as const;
const fill = async (folder: string) => writeFileSync(join(folder, 'loki'), 'program');

describe('the cache of engines', () => {
  it('has an engine whole or not at all', async () => {
    const cache = new EngineCache(temporaryFolder());
    await expect(
      cache.add(engine, provenance, async (folder) => {
        await fill(folder);
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect(readdirSync(dirname(cache.folder(engine)))).toEqual([]);
  });

  it('remembers where an engine came from', async () => {
    const cache = new EngineCache(temporaryFolder());
    await cache.add(engine, provenance, fill);
    expect(cache.provenance(engine)).toMatchObject(provenance);
  });

  it('clears away what a killed start has left half made', async () => {
    const cache = new EngineCache(temporaryFolder());
    const left = join(dirname(cache.folder(engine)), '.making-killed');
    mkdirSync(left, { recursive: true });
    await cache.add(engine, provenance, fill);
    expect(existsSync(left)).toBe(false);
  });

  it('removes the compilers’ caches once engines were made, and only then', async () => {
    const folder = temporaryFolder();
    const cache = new EngineCache(folder);
    mkdirSync(cache.buildFolder);
    cache.tidy();
    expect(existsSync(cache.buildFolder)).toBe(true);
    await cache.add(engine, provenance, fill);
    cache.tidy();
    expect(existsSync(cache.buildFolder)).toBe(false);
  });

  it('keeps an engine of our own making apart from the next with other sources', () => {
    const module = temporaryFolder();
    const cache = new EngineCache(temporaryFolder());
    const own = testEngine({ registry: { kind: 'go', module, rank: 1, packages: {} } });
    writeFileSync(join(module, 'go.mod'), 'module one');
    const first = cache.folder(own);
    writeFileSync(join(module, 'go.mod'), 'module two');
    expect(cache.folder(own)).not.toBe(first);
    expect(cache.folder(testEngine())).toMatch(/loki\/3\.7\.8$/);
  });
});
