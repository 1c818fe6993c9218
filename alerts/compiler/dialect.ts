import type { Slo } from './model';
import type { RuleGroup } from './rules';
import type { BurnRateWindows } from './windows/burn-rate-windows';

export type DialectName = 'sightline' | 'sloth';

/** Where the links in the alerts lead. */
export interface Links {
  runbook(alertName: string): string;
  dashboard(sloId: string): string;
}

/** One SLO with all that is known of it when its rules are made. */
export interface RuleContext {
  readonly slo: Slo;
  readonly windows: BurnRateWindows;
  readonly links: Links;
}

/** Turns one SLO into rule groups; `--profile` of the commands chooses it. The steps lie side by side in the dialect's folder. */
export type Dialect = (context: RuleContext) => RuleGroup[];
