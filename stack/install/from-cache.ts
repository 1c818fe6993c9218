import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../component';
import { type Found, type Passed, passed, programsIn } from './found';
import type { Workshop } from './resolve';

export async function fromCache(engine: Engine, { cache }: Workshop): Promise<Found | Passed> {
  const provenance = cache.provenance(engine);
  const folder = cache.folder(engine);
  const programs = programsIn(engine, folder, join);
  if (!provenance || !Object.values(programs).every((path) => existsSync(path))) return passed('not there yet');
  const from = `${folder} (${provenance.origin}: ${provenance.from})`;
  return { engine: engine.name, version: engine.version, origin: 'cache', from, programs };
}
