import type { ComponentName } from '../component';
import type { Installed } from '../install/found';
import type { PlatformErrorCode } from '../platform-error';
import type { TraceStore } from '../settings';
import type { ComponentState } from './state';

/** What the supervisor is to run. */
export interface Orders {
  readonly installed: Installed;
  readonly traceStore: TraceStore;
  readonly components: readonly ComponentName[];
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
