import { join } from 'node:path';
import type { Installable } from './installation';

/** Where an engine came from, in the order the places are tried. */
export type Origin = 'given' | 'PATH' | 'cache' | 'release' | 'registry';

/** An engine that can be started. */
export interface Found {
  readonly engine: string;
  readonly version: string;
  readonly origin: Origin;
  /** Where exactly, for a person: a path, an archive's address, a registry. */
  readonly from: string;
  /** Absolute paths by program name. A side program may be missing when the engine was given by path. */
  readonly programs: Readonly<Record<string, string>>;
}

/** The engines that can be started, by name. */
export type Installed = Partial<Record<string, Found>>;

/** Why one place did not have the engine. */
export interface Passed {
  readonly passed: string;
  /** Whether a person would want to know even when another place had it. */
  readonly notable: boolean;
}

/** Something is wrong with this place, or it has something else. */
export const passed = (reason: string): Passed => ({ passed: reason, notable: true });

/** There is simply nothing at this place. */
export const nothing = (reason: string): Passed => ({ passed: reason, notable: false });

/** What was said, each thing once. */
export const reasons = (others: readonly Passed[]) => [...new Set(others.map(({ passed: reason }) => reason))];

export const isFound = (outcome: Found | Passed): outcome is Found => 'engine' in outcome;

/** The engine's programs inside `folder`. */
export const programsIn = (engine: Installable, folder: string) =>
  Object.fromEntries(engine.installation.programs.map(({ name, path }) => [name, join(folder, path)]));
