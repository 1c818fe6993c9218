import type { Milliseconds } from '@sightline/promql';
import type { BurnRateCondition, Slo, TierName } from '../model';
import { errorBudget, isForSloth, urgencyOf } from '../model';
import { type BurnRateWindows, type BurnWindow, burnRateFactor, outageWindow } from './burn-rate-windows';
import { wholeSeconds } from './scale';

/** One burn-rate alert: both windows above `factor` times the budget. */
export interface Tier {
  readonly name: string;
  readonly urgency: 'page' | 'ticket';
  readonly severity: string;
  readonly factor: number;
  readonly short: Milliseconds;
  readonly long: Milliseconds;
  readonly alertAfter: Milliseconds;
}

const windowOf = (windows: BurnRateWindows, tier: TierName): BurnWindow => {
  switch (tier) {
    case 'outage':
      return windows.outage ?? outageWindow;
    case 'page-quick':
      return windows.page.quick;
    case 'page-slow':
      return windows.page.slow;
    case 'ticket-quick':
      return windows.ticket.quick;
    case 'ticket-slow':
      return windows.ticket.slow;
  }
};

/**
 * The tiers an SLO has, highest first. A Sloth file names urgencies only: of each, the tiers that its objective leaves possible, as in
 * Sloth's own alerts, which are one of the two.
 */
export function tiersOf(slo: Slo, windows: BurnRateWindows): readonly Tier[] {
  const tiers = askedTiers(slo, windows);
  if (!isForSloth(slo)) return tiers;
  const possible = tiers.filter((tier) => canFire(slo, tier));
  return tiers.filter((tier) => possible.includes(tier) || possible.every(({ urgency }) => urgency !== tier.urgency));
}

/** An error ratio never exceeds 1: a burn rate of f needs an objective of more than 1 - 1/f. */
export const canFire = (slo: Pick<Slo, 'objective'>, { factor }: Pick<Tier, 'factor'>): boolean =>
  slo.objective >= 100 || factor * errorBudget(slo) < 1;

/** The tiers an SLO names, whether or not they can fire. */
export function askedTiers(slo: Slo, windows: BurnRateWindows): readonly Tier[] {
  const tabled = slo.tiers.map((name): Tier => {
    const window = windowOf(windows, name);
    const urgency = urgencyOf(name);
    const factor = tidy(burnRateFactor(name === 'outage' ? slo.period : windows.period, window));
    return {
      name,
      urgency,
      severity: slo.severities[urgency],
      factor,
      short: window.short,
      long: window.long,
      alertAfter: 0,
    };
  });
  return [...tabled, ...slo.conditions.map(customTier)];
}

/** An AlertPolicy names one window; a twelfth of it tells whether the burning goes on, as in the workbook's table. */
const customTier = ({ name, severity, factor, lookback, alertAfter }: BurnRateCondition): Tier => ({
  name,
  urgency: /^(page|critical|sev1|sev2)$/i.test(severity) ? 'page' : 'ticket',
  severity,
  factor,
  short: Math.min(lookback, Math.max(60_000, wholeSeconds(lookback / 12))),
  long: lookback,
  alertAfter,
});

/** 14.4, not 14.399999999999999. */
const tidy = (factor: number) => Number(factor.toPrecision(12));
