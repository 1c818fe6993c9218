import { execFile } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ComponentName, intervene } from '@sightline/stack';
import type { Ground } from './ground';

const run = promisify(execFile);
const roomBytes = 32 * 2 ** 20;

/** The folder of a component on a file system of its own, in memory, with little room beyond what it holds. */
export function smallDisk(ground: Ground, name: ComponentName) {
  const folder = join(ground.platform.home, 'data', name);
  const aside = `${folder}.aside`;
  const whileStopped = async (work: () => Promise<void>) => {
    await intervene(name, { operation: 'stop' });
    try {
      await work();
    } finally {
      await intervene(name);
    }
  };
  return {
    async mount(): Promise<void> {
      await whileStopped(async () => {
        const { stdout } = await run('du', ['--summarize', '--bytes', folder]);
        const { stdout: looks } = await run('stat', ['--format=mode=%a,uid=%u,gid=%g', folder]);
        await run('mv', [folder, aside]);
        await run('mkdir', [folder]);
        ground.afterwards(() =>
          whileStopped(async () => {
            // What it has written meanwhile is kept.
            await run('cp', ['--archive', folder, `${folder}.kept`]);
            await run('umount', [folder]);
            await run('rm', ['--recursive', folder, aside]);
            await run('mv', [`${folder}.kept`, folder]);
          }),
        );
        const size = Number(stdout.split('\t')[0]) * 1.2 + roomBytes;
        await run('mount', ['-t', 'tmpfs', '-o', `size=${Math.ceil(size)},${looks.trim()}`, 'tmpfs', folder]);
        await run('cp', ['--archive', `${aside}/.`, folder]);
      });
    },
    async fill(): Promise<void> {
      const ballast = join(folder, 'ballast');
      ground.afterwards(() => rmSync(ballast, { force: true }));
      const file = openSync(ballast, 'w');
      try {
        for (let size = 2 ** 20; size >= 1; size = Math.floor(size / 2)) fillWith(file, Buffer.alloc(size, 1));
      } finally {
        closeSync(file);
      }
    },
  };
}

function fillWith(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
