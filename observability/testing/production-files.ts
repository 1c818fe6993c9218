import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout. */
export const root = process.cwd();

/** The source files under a folder, tests and what is generated left out; none where there is no such folder. */
export function productionFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(?:node_modules|dist|generated|bench|testing|\..*)$/.test(entry.name) ? [] : productionFiles(at);
    return /(?<!\.test|\.d)\.tsx?$/.test(entry.name) ? [at] : [];
  });
}
