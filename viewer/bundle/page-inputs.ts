import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One hash over what the page is made of: its sources, how it is built, and the exact versions of its libraries. */
export function hashOfInputs(page: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(page).sort()) {
    hash.update(relative(page, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether the page in `dist/page` was built from these inputs. */
export const isBuiltFrom = (viewer: string, hash: string): boolean =>
  existsSync(stampOf(viewer)) && readFileSync(stampOf(viewer), 'utf8') === hash;

/** Written last, so that a build that was cut off does not count. */
export const stampOf = (viewer: string): string => join(viewer, 'dist', 'page', 'built-from.txt');

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : join(folder, entry.name)));
}
