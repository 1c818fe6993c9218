import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CannotMeasure } from '../bench';

/** A disk of a few megabytes: a tmpfs, which only Linux has and only root may mount. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** @throws {CannotMeasure} where none can be mounted. */
  static at(folder: string, megabytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
    } catch (error) {
      throw new CannotMeasure(
        `a full disk is tried with a small tmpfs, which needs Linux and root: ${(error as Error).message}; leave the case out with --case`,
      );
    }
    return new SmallDisk(folder);
  }

  /** Takes the room that is left, but for so many megabytes: at no moment more, as a disk fills up. */
  fill({ leave = 0 } = {}): void {
    const file = openSync(this.#ballast, 'w');
    try {
      const { bavail, bsize } = statfsSync(this.folder);
      if (leave > 0) writeAll(file, Math.max(0, bavail * bsize - leave * 2 ** 20));
      else for (const size of [1 << 20, 1 << 12]) writeUntilFull(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  /** Gives it back. */
  clear(): void {
    rmSync(this.#ballast, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'pipe' });
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}

function writeAll(file: number, bytes: number): void {
  const block = Buffer.alloc(1 << 20);
  for (let left = bytes; left > 0; ) left -= writeSync(file, block, 0, Math.min(left, block.length));
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
