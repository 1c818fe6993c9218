import type { PlatformState } from '@sightline/stack';
import type { Subject } from '../why';
import type { Ground } from './ground';

/** Something done to the platform from outside, which no part of it knows. One fault is one file. */
export interface Fault {
  /** As it is typed: `postgres-frozen`. */
  readonly name: string;
  /** What is done. */
  readonly title: string;
  /** Whether it was played for the first time only when `why` was done. */
  readonly heldOut: boolean;
  /** What `why` must name: one subject for each thing that is done. */
  truths(platform: PlatformState): readonly Subject[];
  /** Why it cannot be done here. */
  obstacle?(platform: PlatformState): string | undefined;
  /** What must be in place long before, and is itself no trouble. */
  prepare?(ground: Ground): Promise<void>;
  /** Does it, and tells the ground how it is undone. */
  cause(ground: Ground): Promise<void>;
}
