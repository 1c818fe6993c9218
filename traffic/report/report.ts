import type { LoadResult } from '../load/load-result';
import { incidentsIn, type RunIncident } from './incidents';
import { type Target, targets } from './targets';

export interface NamedRun {
  /** What it is called in the report: `baseline`, `optimised`, or its profile. */
  readonly name: string;
  readonly run: LoadResult;
}

export interface TargetResult extends Pick<Target, 'name' | 'from' | 'wanted' | 'unit'> {
  /** One for each run, in their order. */
  readonly results: readonly { readonly run: string; readonly measured: number; readonly passes: boolean }[];
}

/** What the page shows, for programs. */
export interface Report {
  readonly format: 'sightline-report/1';
  readonly targets: readonly TargetResult[];
  readonly runs: readonly NamedRun[];
  /** What was wrong during each run, and who noticed, by the run's name. */
  readonly incidents: Readonly<Record<string, readonly RunIncident[]>>;
  /** Whether the last run, the one that counts, meets every target. */
  readonly passes: boolean;
}

/** Judges one run; or two, the one before and the one after. */
export function reportOn(runs: readonly NamedRun[]): Report {
  const judged = targets.map(({ measure, passes, ...target }) => ({
    ...target,
    results: runs.map(({ name, run }) => ({ run: name, measured: measure(run), passes: passes(measure(run)) })),
  }));
  return {
    format: 'sightline-report/1',
    targets: judged,
    runs,
    incidents: Object.fromEntries(runs.map(({ name, run }) => [name, incidentsIn(run)])),
    passes: judged.every(({ results }) => results.at(-1)?.passes ?? false),
  };
}
