import { type Asked, askComponents, type PlatformState } from '@sightline/stack';
import { type DatabaseAccess, type DatabaseSnapshot, snapshotOfDatabase } from './database';
import { type DiskSnapshot, snapshotOfDisks } from './disks';
import { type ProcessSnapshot, snapshotOfProcesses } from './processes';

export type { Blocker, DatabaseSnapshot, LongStatement } from './database';
export type { DiskSnapshot } from './disks';
export { isShort, type ProcessSnapshot, pressureOf } from './processes';

/** What can be seen at this moment, on this machine, without any store of telemetry. */
export interface Snapshot {
  readonly answers: readonly Asked[];
  readonly disks: readonly DiskSnapshot[];
  readonly processes?: ProcessSnapshot;
  readonly database?: DatabaseSnapshot;
}

/** Of everything at once; in some six seconds at most, whatever hangs. */
export async function takeSnapshot(platform: PlatformState, database?: DatabaseAccess): Promise<Snapshot> {
  const [answers, disks, processes, databaseSnapshot] = await Promise.all([
    askComponents(platform),
    snapshotOfDisks(platform),
    snapshotOfProcesses(platform),
    database && snapshotOfDatabase(database),
  ]);
  return { answers, disks, ...(processes && { processes }), ...(databaseSnapshot && { database: databaseSnapshot }) };
}
