import { duration, type Milliseconds } from '@sightline/promql';

/** Alert when `budgetPercent` of the period's budget is spent within `long`, and `short` says that it still goes on. */
export interface BurnWindow {
  readonly budgetPercent: number;
  readonly short: Milliseconds;
  readonly long: Milliseconds;
}

export interface BurnRateWindows {
  readonly period: Milliseconds;
  readonly page: { readonly quick: BurnWindow; readonly slow: BurnWindow };
  readonly ticket: { readonly quick: BurnWindow; readonly slow: BurnWindow };
  /** `outageWindow` unless given. */
  readonly outage?: BurnWindow;
}

const recommended: Omit<BurnRateWindows, 'period'> = {
  page: {
    quick: { budgetPercent: 2, short: duration('5m'), long: duration('1h') },
    slow: { budgetPercent: 5, short: duration('30m'), long: duration('6h') },
  },
  ticket: {
    quick: { budgetPercent: 10, short: duration('2h'), long: duration('1d') },
    slow: { budgetPercent: 10, short: duration('6h'), long: duration('3d') },
  },
};

/**
 * The Site Reliability Workbook, chapter 5, table 5-8 (sre.google/workbook/alerting-on-slos), in the form Sloth ships it for
 * 28 and for 30 days: the same windows, so a 28-day factor is 28/30 of the 30-day one.
 */
export const googleWindows: readonly BurnRateWindows[] = [
  { period: duration('28d'), ...recommended },
  { period: duration('30d'), ...recommended },
];

/**
 * Our opt-in tier for total outages: half a percent of the budget in five minutes, still burning in the last 30 seconds.
 * For 30 days the factor is 43.2, so at 99.9 % a total outage is seen after 13 s instead of 52 s.
 */
export const outageWindow: BurnWindow = { budgetPercent: 0.5, short: duration('30s'), long: duration('5m') };

/** How many times faster than evenly the budget goes when `budgetPercent` of it is spent in `long`. */
export const burnRateFactor = (period: Milliseconds, { budgetPercent, long }: BurnWindow): number => {
  const hours = (length: Milliseconds) => length / 3_600_000;
  // The order of operations is Sloth's (internal/alert/window.go): the last digit ends up in its rules.
  return (budgetPercent * hours(period)) / 100 / hours(long);
};
