import type { Certified } from '@sightline/stores';
import type { Breakable } from './incident';

/** What an incident needs of the platform that it happens on. */
export interface IncidentPlatform {
  url(service: 'order' | 'bank' | 'flags'): string;
  /** How flags and bank are asked, where they are believed by certificates of the platform's own. */
  readonly own: Certified;
  /** The operator's: it switches flags, and has the bank behave. */
  readonly apiKey: string;
  /** What shoppers bring. */
  readonly shopperKey: string;
  /** Resolves when it is so. @throws when no runner supervises the component. */
  intervene(component: Breakable | 'order', intervention: Intervention): Promise<void>;
  /** Whether somebody has, and it has not been let go since. */
  isIntervenedIn(component: Breakable | 'order'): boolean;
}

export type Intervention =
  /** Held down: not started again until it is let go. */
  | { readonly operation: 'stop' }
  /** Frozen in the middle of whatever it does. */
  | { readonly operation: 'pause' }
  /** Started again, saying that it is of this version. */
  | { readonly operation: 'release'; readonly version: string }
  | { readonly operation: 'let go' };
