import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformState } from '@sightline/stack';

/** The file system that holds what a component keeps. */
export interface DiskSnapshot {
  readonly component: string;
  readonly freeBytes: number;
  readonly sizeBytes: number;
  /** Of the files it may hold, how many still can be made; where it has a limit. */
  readonly freeFiles?: number;
}

/** What keeps nothing has no folder, and is left out. */
export async function snapshotOfDisks({ home, components }: PlatformState): Promise<DiskSnapshot[]> {
  const seen = components.map(async ({ name }): Promise<DiskSnapshot[]> => {
    const disk = await statfs(join(home, 'data', name)).catch(() => undefined);
    if (disk === undefined || disk.blocks === 0) return [];
    const { bavail, blocks, bsize, files, ffree } = disk;
    const common = { component: name, freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
    return [files > 0 ? { ...common, freeFiles: ffree } : common];
  });
  return (await Promise.all(seen)).flat();
}
