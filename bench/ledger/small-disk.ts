import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
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

  /** Takes the room that is left, but for so many megabytes. */
  fill({ leave = 0 } = {}): void {
    const file = openSync(this.#ballast, 'w');
    try {
      for (const size of [1 << 20, 1 << 12]) writeUntilFull(file, Buffer.alloc(size));
      const { size } = fstatSync(file);
      ftruncateSync(file, Math.max(0, size - leave * 2 ** 20));
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

function writeUntilFull(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
