import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** The folders of the workspaces, `services/*` written out. */
export const workspaceFolders = (): string[] =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces as string[]).flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(join(root, folder, 'package.json')));
  });
