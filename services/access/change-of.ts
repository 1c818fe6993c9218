import { statSync } from 'node:fs';

/** Tells a file from what was in its place before; undefined while there is none. */
export function changeOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}
