import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { inRepository } from '@sightline/stack';
import type { Series } from '@sightline/stores';
import { faults } from './faults';
import { type FaultOutcome, outcomesPage } from './outcomes-page';
import type { Recording } from './play-fault';

/** The folder of a platform that keeps what was recorded of faults, the newest of each. */
const folderOf = (home: string) => join(home, 'faults');

/** Every series that was there, as it was up to the moment `why` was asked. */
export interface RecordedSeries {
  /** When the fault was caused, in seconds since 1970. */
  readonly causedAt: number;
  readonly series: readonly Series[];
}

export function keepRecording(home: string, recording: Recording): void {
  mkdirSync(folderOf(home), { recursive: true });
  writeFileSync(join(folderOf(home), `${recording.played.fault}.json`), JSON.stringify(recording));
}

export function keepSeries(home: string, fault: string, recorded: RecordedSeries): void {
  writeFileSync(seriesFile(home, fault), gzipSync(JSON.stringify(recorded)));
}

const seriesFile = (home: string, fault: string) => join(folderOf(home), `${fault}.series.json.gz`);

export function keptRecordings(home: string): Recording[] {
  const folder = folderOf(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording);
}

/** Undefined until they were kept. */
export function keptSeries(home: string, fault: string): RecordedSeries | undefined {
  const file = seriesFile(home, fault);
  return existsSync(file) ? (JSON.parse(gunzipSync(readFileSync(file)).toString()) as RecordedSeries) : undefined;
}

/** The newest outcome of each fault, for programs and for people. */
const data = inRepository('docs', 'unmet-faults.json');
const page = inRepository('docs', 'unmet-faults.md');

export const keptOutcomes = (): FaultOutcome[] => (existsSync(data) ? JSON.parse(readFileSync(data, 'utf8')) : []);

/** Keeps the outcome in place of the one before of the same fault. */
export function keepOutcome(outcome: FaultOutcome): void {
  const all = [...keptOutcomes().filter(({ fault }) => fault !== outcome.fault), outcome];
  const inOrder = faults.flatMap(({ name }) => all.filter(({ fault }) => fault === name));
  writeFileSync(data, `${JSON.stringify(inOrder, null, 2)}\n`);
  writeFileSync(page, outcomesPage(inOrder));
}
