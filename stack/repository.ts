import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the checkout: the folder that holds the lock file, from the sources as well as from `dist/`. */
export const repositoryRoot = above(__dirname);

/** The absolute path of a file of the repository, for example `inRepository('collector', 'config', 'base.yaml')`. */
export const inRepository = (...parts: string[]) => join(repositoryRoot, ...parts);

function above(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('run Sightline from a checkout of its repository: no package-lock.json above it');
  return above(parent);
}
