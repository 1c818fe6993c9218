import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files a Go program of ours is made of: its module's, and those of the local modules that it replaces others by. Tests are not built. */
export function sourcesOf(module: string): string[] {
  const goMod = readFileSync(join(module, 'go.mod'), 'utf8');
  const local = [...goMod.matchAll(/^replace \S+(?: \S+)? => (\.\S+)$/gm)].map(([, path = '']) => join(module, path));
  return [module, ...local].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /(\.go|^go\.(mod|sum))$/.test(entry.name) && !entry.name.endsWith('_test.go'),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
}
