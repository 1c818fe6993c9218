import { existsSync } from 'node:fs';
import type { EngineCache } from './engine-cache';
import { type Found, nothing, type Passed, passed, programsIn } from './found';
import type { Installable } from './installation';
import { versionBy } from './installation';
import type { Workshop } from './workshop';

export const fromCache = async (engine: Installable, { cache }: Workshop): Promise<Found | Passed> =>
  inCache(engine, cache);

/** What an earlier version had in a way that was given up (a build of Loki, say), or that gives another version now, is left alone. */
export function inCache(engine: Installable, cache: EngineCache): Found | Passed {
  const provenance = cache.provenance(engine);
  const folder = cache.folder(engine);
  const programs = programsIn(engine, folder);
  if (!provenance || !Object.values(programs).every((path) => existsSync(path)))
    return nothing(`not in the cache, ${folder}`);
  const { version = engine.version, from } = provenance;
  const wanted = versionBy(provenance.origin, engine);
  if (!wanted) return passed(`${folder} came from ${from}, and is not taken from there any more`);
  if (wanted !== version) return nothing(`${folder} is ${version}; ${from} give ${wanted} by now`);
  return { engine: engine.name, version, origin: 'cache', from: `the cache, had from ${from}`, programs };
}
