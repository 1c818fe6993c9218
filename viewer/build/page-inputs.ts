import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What the built page is made of: its sources, how it is built, and the exact versions of its libraries. */
const inputs = ['page', 'build', 'vite.config.mts', 'package.json'];

/** One hash over the name and the content of every input. */
export function hashOfInputs(folder: string): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesOf(join(folder, input))).sort()) {
    hash.update(relative(folder, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether the page in `dist/page` was built from these inputs. */
export const isBuiltFrom = (folder: string, hash: string): boolean =>
  existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8') === hash;

/** Written last, so that a build that was cut off does not count. */
export const stampOf = (folder: string): string => join(folder, 'dist', 'page', 'built-from.txt');

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
