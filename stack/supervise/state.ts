import { readFileSync } from 'node:fs';
import type { Addresses } from '../addresses';
import type { ComponentName } from '../component';
import type { Failure } from '../platform-error';
import { replaceJson } from '../replace-json';
import type { TimeLeft } from '../report/duration';
import type { LogStore, SloScale, TraceStore } from '../settings';
import type { Intervention } from './interventions';
import type { ProcessIdentity } from './process-identity';
import type { Silent } from './watch';

export type ComponentStatus =
  /** Its program is still being made or fetched. */
  | 'installing'
  | 'waiting'
  | 'starting'
  | 'ready'
  /** It runs, and answers nothing. */
  | 'unresponsive'
  | 'restarting'
  | 'failed'
  | 'held'
  | 'paused'
  | 'stopping'
  | 'stopped';

/** How far the program of a component is that is still being had. */
export interface Installing {
  /** For a person: `compiling, 312 of 1743 packages`. */
  readonly doing: string;
  readonly left?: TimeLeft;
}

export interface PastSilence extends Silent {
  /** ISO 8601. */
  readonly until: string;
  /** It answered again by itself, or was held, or was ended to be started again. */
  readonly ended: 'answered' | 'restarted';
}

export interface ComponentState {
  readonly name: ComponentName;
  readonly title: string;
  readonly version: string;
  readonly status: ComponentStatus;
  /** How often it ended by itself and was started again. */
  readonly restarts: number;
  /** How it ended the last time, for example `was ended by SIGKILL`. */
  readonly lastExit?: string;
  /** Seconds from its start to ready, the first time. */
  readonly startSeconds?: number;
  /** While its status is `installing`. */
  readonly installing?: Installing;
  /** While its status is `unresponsive`. */
  readonly silent?: Silent;
  /** The last time that it was unresponsive, once that is over. */
  readonly wasSilent?: PastSilence;
  /** Why its status is `failed`. */
  readonly failure?: Failure;
  /** What somebody wants of it other than that it runs. */
  readonly intervention?: Intervention;
  readonly process?: ProcessIdentity;
  readonly address?: string;
  /** Where its program came from; services have none. */
  readonly origin?: string;
  /** The file with what it says. */
  readonly log: string;
}

/** What the supervisor writes down: enough to report, to stop, and to clear up after it. */
export interface SupervisorState {
  readonly supervisor: ProcessIdentity;
  /** `starting` until everything is ready. */
  readonly phase: 'starting' | 'ready' | 'stopping';
  /** ISO 8601. */
  readonly startedAt: string;
  /** Seconds from the start of the processes until all were ready. */
  readonly startSeconds?: number;
  readonly environment: string;
  readonly traceStore: TraceStore;
  readonly logStore: LogStore;
  readonly sloScale: SloScale;
  readonly host: string;
  readonly ports: Addresses['ports'];
  readonly secure: boolean;
  readonly components: readonly ComponentState[];
}

export const writeState = (file: string, state: SupervisorState): void => replaceJson(file, state);

export function readState(file: string): SupervisorState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SupervisorState;
  } catch {
    return undefined;
  }
}
