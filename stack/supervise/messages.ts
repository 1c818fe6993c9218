import type { ComponentName } from '../component';
import type { Installed } from '../install/found';
import type { PlatformErrorCode } from '../platform-error';
import type { SloScale, TraceStore } from '../settings';
import type { ComponentState } from './state';

/** What there is to run. */
export interface Plan {
  readonly installed: Installed;
  readonly traceStore: TraceStore;
  readonly components: readonly ComponentName[];
}

/** What the supervisor is to run, and how. */
export interface Orders extends Plan {
  readonly sloScale: SloScale;
}

/** From the command in the foreground to the supervisor. When the channel closes without `detach`, the supervisor stops everything. */
export type ToSupervisor =
  | { readonly type: 'start'; readonly orders: Orders }
  | { readonly type: 'detach' }
  | { readonly type: 'stop' };

export type FromSupervisor =
  | { readonly type: 'listening' }
  | { readonly type: 'changed'; readonly components: readonly ComponentState[] }
  | { readonly type: 'report'; readonly line: string }
  | { readonly type: 'ready' }
  | { readonly type: 'detached' }
  | { readonly type: 'failed'; readonly code: PlatformErrorCode; readonly problem: string; readonly remedy: string };
