import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Site } from '../../component';
import { unprivilegedUser } from './unprivileged-user';

/** Where what root cannot share from a closed home goes: every user may pass through it. */
const openGround = '/var/lib/sightline';

export interface Place {
  readonly program: string;
  readonly initdb: string;
  readonly data: string;
}

/**
 * The programs and the data folder of PostgreSQL, where its user can reach them. When the platform runs as root from a closed
 * folder (say, below /root), both live below `/var/lib/sightline`.
 */
export function placeOf({ program, home }: Site): Place {
  const installed = {
    program: program('postgres', 'postgres'),
    initdb: program('postgres', 'initdb'),
    data: home.data('postgres'),
  };
  if (!unprivilegedUser()) return installed;
  return {
    ...(isOpen(installed.program) ? installed : copied(dirname(dirname(installed.program)))),
    data: isOpen(home.path) ? installed.data : join(openGround, digest(home.path)),
  };
}

function copied(folder: string): Omit<Place, 'data'> {
  const copy = join(openGround, `postgres-${digest(folder)}`);
  if (!existsSync(join(copy, 'bin'))) {
    mkdirSync(openGround, { recursive: true, mode: 0o755 });
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { program: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

/** Whether others may pass through every folder above. */
function isOpen(path: string): boolean {
  const passable = 0o001;
  const folder = basename(path) === '' ? path : dirname(path);
  if (folder === path) return true;
  return (statSync(path).mode & passable) !== 0 && isOpen(folder);
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
