import type { Milliseconds } from '@sightline/promql';
import type { DialectName, RuleContext } from '../dialect';
import type { Finding } from '../parse/reporter';
import type { Tier } from '../windows/tiers';
import type { MetricCatalogue } from './metric-catalogue';

export interface LintSubject extends RuleContext {
  readonly tiers: readonly Tier[];
  readonly dialect: DialectName;
  /** How many times the period and the windows are shorter than the file says. */
  readonly scale: number;
  /** Between two scrapes, when it is known. */
  readonly scrape: Milliseconds | undefined;
  readonly retention: Milliseconds | undefined;
  readonly catalogue: MetricCatalogue | undefined;
  /** Events an hour, when it is known. */
  readonly traffic: number | undefined;
  /** SLOs of this compilation with the same id. */
  readonly namesakes: number;
}

/** Paths start at the document; `[]` is the SLO itself. */
export type Lint = (subject: LintSubject) => readonly Finding[];
