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
  const [latest] = runFiles(home);
  if (latest !== undefined) return latest;
  throw usageError(`There is no run in ${join(home, 'runs')}: make one with \`sightline load\`, or name its file`);
}

/** How a trace looked during the run that its id belongs to, if that run kept it. */
export function keptTrace(home: string, traceId: string): string | undefined {
  for (const file of runFiles(home)) {
    const run = loadResult.safeParse(jsonOf(file)).data;
    if (run && traceId.startsWith(run.runId)) return run.traces?.[traceId];
  }
  return undefined;
}

/** The newest first; reports lie beside their runs. */
function runFiles(home: string): string[] {
  const folder = join(home, 'runs');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const runs = names.filter((name) => name.endsWith('.json') && !name.endsWith('.report.json'));
  return runs
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}
