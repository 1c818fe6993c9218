import { existsSync } from 'node:fs';
import type { Engine } from '../component';
import type { EngineCache } from './engine-cache';
import { type Found, nothing, type Passed, passed, programsIn } from './found';
import type { Workshop } from './workshop';

export const fromCache = async (engine: Engine, { cache }: Workshop): Promise<Found | Passed> => inCache(engine, cache);

/** What an earlier version had in a way that this one has given up (a build of Loki from its sources, say) is left alone. */
export function inCache(engine: Engine, cache: EngineCache): Found | Passed {
  const provenance = cache.provenance(engine);
  const folder = cache.folder(engine);
  const programs = programsIn(engine, folder);
  if (!provenance || !Object.values(programs).every((path) => existsSync(path)))
    return nothing(`not in the cache, ${folder}`);
  if (!engine.installation[provenance.origin])
    return passed(`${folder} came from ${provenance.from}, and is not taken from there any more`);
  const from = `the cache, had from ${provenance.from}`;
  return { engine: engine.name, version: engine.version, origin: 'cache', from, programs };
}
