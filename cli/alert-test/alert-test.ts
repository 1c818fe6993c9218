import type { AlertDefinition, FiringCase } from '@sightline/alerts';
import type { LinkCheck } from './check-links';
import type { ExpectedPage } from './expected-page';
import type { Hops } from './hops';

export const depths = ['notify', 'rule', 'fault'] as const;

/**
 * How deep a test of an alert reaches: `notify` begins at Alertmanager, `rule` at the samples that a rule reads, `fault` at the
 * service that goes wrong.
 */
export type Depth = (typeof depths)[number];

/** An alert to be tested, with an instance of it as it would fire. */
export interface Subject {
  readonly alert: AlertDefinition;
  readonly firing: FiringCase;
}

export interface AlertTest {
  /** As it was asked for. */
  readonly alert: string;
  readonly severity: string;
  readonly depth: Depth;
  /** By which it was to come, and came. */
  readonly channel: string;
  readonly hops: Hops;
  readonly links: readonly LinkCheck[];
  /** When an SLO's page should have come. */
  readonly expected?: ExpectedPage;
  /** What a person must know to read the figures. */
  readonly note?: string;
  /** Why it failed; undefined when it passed. */
  readonly problem?: string;
}
