import { existsSync } from 'node:fs';
import type { Engine } from '../component';
import { type Found, nothing, type Passed, programsIn } from './found';
import type { Workshop } from './workshop';

export async function fromCache(engine: Engine, { cache }: Workshop): Promise<Found | Passed> {
  const provenance = cache.provenance(engine);
  const folder = cache.folder(engine);
  const programs = programsIn(engine, folder);
  if (!provenance || !Object.values(programs).every((path) => existsSync(path)))
    return nothing(`not in the cache, ${folder}`);
  const from = `the cache, had from ${provenance.from}`;
  return { engine: engine.name, version: engine.version, origin: 'cache', from, programs };
}
