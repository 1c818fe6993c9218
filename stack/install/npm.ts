import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Found, type Passed, passed, programsIn } from './found';
import type { Installable, NpmPackage } from './installation';

/**
 * The programs of an npm package, used where npm put them. npm packages cannot hold symbolic links; this does what the
 * package's own install script would, so that no install script needs to run.
 */
export async function npmPrograms(engine: Installable, { folder: locate }: NpmPackage): Promise<Found | Passed> {
  const folder = locate();
  if (!folder) return passed(`npm has none for ${process.platform} on ${process.arch}`);
  restoreLinks(folder);
  const programs = programsIn(engine, folder);
  for (const path of Object.values(programs)) chmodSync(path, 0o755);
  return { engine: engine.name, version: engine.version, origin: 'registry', from: 'npm', programs };
}

function restoreLinks(folder: string): void {
  const list = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(folder, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
