import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { Release } from './installation';

const run = promisify(execFile);

/** Unpacks a `.tar.gz` or `.zip` into `folder`, names changed as the release says. */
export async function unpack(
  archive: string,
  { folder, release }: { folder: string; release: Release },
): Promise<void> {
  if (archive.endsWith('.zip')) unzip(archive, folder);
  else await run('tar', ['-xzf', archive, '-C', folder, `--strip-components=${release.strip}`, '--no-same-owner']);
  const { rename } = release;
  if (rename) for (const name of readdirSync(folder)) renameSync(join(folder, name), join(folder, rename(name)));
}

/** Archives here hold programs at their top level and nothing else of use; any path inside is flattened away. */
function unzip(archive: string, folder: string): void {
  for (const [path, content] of Object.entries(unzipSync(readFileSync(archive)))) {
    if (path.endsWith('/')) continue;
    const file = join(folder, basename(path));
    writeFileSync(file, content);
    chmodSync(file, 0o755);
  }
}
