import type { ComponentName } from '../component';
import type { Found } from '../install/found';
import type { Failure } from '../platform-error';
import type { Replicas } from '../replicas';
import type { LogStore, SloScale, TraceStore } from '../settings';
import type { ComponentState, Installing } from './state';

/** What there is to run. */
export interface Plan {
  readonly traceStore: TraceStore;
  readonly logStore: LogStore;
  readonly components: readonly ComponentName[];
}

/** What the supervisor is to run, and how. */
export interface RunPlan extends Plan {
  readonly sloScale: SloScale;
  readonly replicas: Replicas;
  /** The engines that can be started. */
  readonly installed: readonly Found[];
  /** The components that are still being had. */
  readonly missing: readonly ComponentName[];
}

/** From the command in the foreground to the supervisor. When the channel closes without `detach`, the supervisor stops everything. */
export type ToSupervisor =
  | { readonly type: 'start'; readonly plan: RunPlan }
  | { readonly type: 'installing'; readonly name: ComponentName; readonly work: Installing }
  | { readonly type: 'installed'; readonly name: ComponentName; readonly found?: Found }
  | { readonly type: 'unavailable'; readonly name: ComponentName; readonly failure: Failure }
  | { readonly type: 'detach' }
  | { readonly type: 'stop' };

export type FromSupervisor =
  | { readonly type: 'listening' }
  | { readonly type: 'changed'; readonly components: readonly ComponentState[] }
  | { readonly type: 'report'; readonly line: string }
  | { readonly type: 'ready' }
  | { readonly type: 'detached' }
  /** The first thing that failed; the others go on until the supervisor is told to stop. */
  | { readonly type: 'failed'; readonly failure: Failure };
