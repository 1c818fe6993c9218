import type { Slo } from './model';
import type { RuleGroup } from './rules';
import type { BurnRateWindows } from './windows/burn-rate-windows';

export type ProfileName = 'sightline' | 'sloth';

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

/** Turns one SLO into rule groups. The steps lie side by side in the profile's folder. */
export type Profile = (context: RuleContext) => RuleGroup[];
