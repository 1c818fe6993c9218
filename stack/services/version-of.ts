import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version a workspace gives itself. */
export const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
