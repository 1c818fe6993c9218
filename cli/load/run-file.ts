import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type LoadResult, loadResult } from '@sightline/traffic';
import { z } from 'zod';
import { usageError } from '../cli-error';

/** Where runs are kept that nobody said a file for: `<home>/runs/2026-11-11T00-00-00-sale-day.json`. */
export const runFileOf = (home: string, { startedAt, profile }: Pick<LoadResult, 'startedAt' | 'profile'>) =>
  join(home, 'runs', `${startedAt.slice(0, 19).replaceAll(':', '-')}-${profile}.json`);

export function writeRun(file: string, result: LoadResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result)}\n`);
}

/** @throws {CliError} USAGE when the file is not there, or is no run. */
export function readRun(file: string): LoadResult {
  const parsed = loadResult.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  throw usageError(`${file} is no run of \`sightline load\`: ${z.prettifyError(parsed.error).split('\n')[0]}`);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw usageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

/** The file of the run that ended last. @throws {CliError} USAGE when there is none. */
export function latestRun(home: string): string {
  const folder = join(home, 'runs');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const [latest] = files.sort().reverse();
  if (latest !== undefined) return join(folder, latest);
  throw usageError(`There is no run in ${folder}: make one with \`sightline load\`, or name its file`);
}
