import { readFileSync, rmSync, watchFile } from 'node:fs';
import type { ComponentName } from '../component';
import { replaceJson } from '../replace-json';

/** What somebody wants of a component other than that it runs. */
export type Intervention =
  /** Held down: stopped, and not started again. */
  | { readonly operation: 'stop' }
  /** Frozen in the middle of whatever it does. */
  | { readonly operation: 'pause' }
  /** Started again, saying that it is of this version. */
  | { readonly operation: 'release'; readonly version: string }
  /** Started again, once for each moment at which that was asked for: ISO 8601. */
  | { readonly operation: 'restart'; readonly asked: string };

export type Interventions = Readonly<Partial<Record<ComponentName, Intervention>>>;

const pollMs = 200;

/** None when there is no such file. */
export function readInterventions(file: string): Interventions {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Interventions;
  } catch {
    return {};
  }
}

export const writeInterventions = (file: string, interventions: Interventions): void =>
  replaceJson(file, interventions);

/** Calls `apply` with what is wanted whenever that changes. A platform starts without any. */
export function followInterventions(file: string, apply: (interventions: Interventions) => void): void {
  rmSync(file, { force: true });
  watchFile(file, { interval: pollMs }, () => apply(readInterventions(file)));
}
