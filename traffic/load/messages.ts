import type { LoadSettings } from './generate';
import type { LoadProgress } from './load-progress';
import type { LoadResult } from './load-result';

/** A profile is named: its shape is a function, which no message carries. */
export type ToGenerator =
  | { readonly type: 'start'; readonly settings: Omit<LoadSettings, 'profile'> & { readonly profile: string } }
  | { readonly type: 'stop' };

export type FromGenerator =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'result'; readonly result: LoadResult };
