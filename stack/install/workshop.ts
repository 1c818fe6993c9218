import type { EngineCache } from './engine-cache';
import type { GoWorkshop } from './go-workshop';
import type { ReleaseHosts } from './release-hosts';

/** What the places an engine may come from have in common. */
export interface Workshop {
  readonly env: NodeJS.ProcessEnv;
  readonly cache: EngineCache;
  readonly hosts: ReleaseHosts;
  readonly go: GoWorkshop;
  /** Work that is still going on when another engine turns out not to be had is given up. */
  readonly signal: AbortSignal;
}
