import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The files a Go program of ours is made of: its module's, those of the local modules that it replaces others by, and those beside the
 * go.work that it is built in. Tests are not built.
 */
export function sourcesOf({ module, workspace }: { readonly module: string; readonly workspace?: string }): string[] {
  const goMod = readFileSync(join(module, 'go.mod'), 'utf8');
  const local = [...goMod.matchAll(/^replace \S+(?: \S+)? => (\.\S+)$/gm)].map(([, path = '']) => join(module, path));
  return [module, ...local, ...(workspace ? [dirname(workspace)] : [])].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isSource(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
}

const isSource = (name: string) =>
  /^go\.(mod|sum|work|work\.sum)$/.test(name) || (name.endsWith('.go') && !name.endsWith('_test.go'));
