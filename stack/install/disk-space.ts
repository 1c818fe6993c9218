import { statfsSync } from 'node:fs';
import { PlatformError } from '../platform-error';

/** @throws {PlatformError} DISK_FULL when the disk that holds `folder` has less than that left. */
export function requireDiskSpace(
  folder: string,
  { gigabytes, what, free = freeBytes }: { gigabytes: number; what: string; free?: (folder: string) => number },
): void {
  const left = free(folder) / 1e9;
  if (left >= gigabytes) return;
  throw new PlatformError('DISK_FULL', {
    problem: `${what} needs ${gigabytes} GB, ${folder} has ${left.toFixed(1)} GB left`,
    remedy: 'free some space, or move the cache to another disk with SIGHTLINE_CACHE=<folder>',
  });
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
