import { type Asked, askComponents, type PlatformState } from '@sightline/stack';
import { type DatabaseAccess, type DatabaseSeen, lookAtDatabase } from './database';
import { type DiskSeen, lookAtDisks } from './disks';
import { lookAtProcesses, type ProcessesSeen } from './processes';

export type { Blocker, DatabaseSeen, LongStatement } from './database';
export type { DiskSeen } from './disks';
export { isShort, type ProcessesSeen, pressureOf } from './processes';

/** What can be seen at this moment, on this machine, without any store of telemetry. */
export interface Seen {
  readonly answers: readonly Asked[];
  readonly disks: readonly DiskSeen[];
  readonly processes?: ProcessesSeen;
  readonly database?: DatabaseSeen;
}

/** Looks at everything at once; some six seconds at most, whatever hangs. */
export async function lookAround(platform: PlatformState, database?: DatabaseAccess): Promise<Seen> {
  const [answers, disks, processes, databaseSeen] = await Promise.all([
    askComponents(platform),
    lookAtDisks(platform),
    lookAtProcesses(platform),
    database && lookAtDatabase(database),
  ]);
  return { answers, disks, ...(processes && { processes }), ...(databaseSeen && { database: databaseSeen }) };
}
