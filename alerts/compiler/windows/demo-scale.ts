import type { Milliseconds } from '@sightline/promql';
import type { Slo } from '../model';
import { type BurnRateWindows, outageWindow } from './burn-rate-windows';
import { scaleWindows, wholeSeconds } from './scale';

/**
 * How many times faster than real. Twelve makes windows of the demonstration that the dashboards know: an hour becomes 5m, six
 * hours 30m, a day 2h, three days 6h. The shortest, 25s, still holds five scrapes.
 */
export const sloScales = { real: 1, demo: 12 } as const;
export type SloScale = keyof typeof sloScales;

/**
 * The same SLO, `scale` times faster, to see page, ticket and reset within minutes: windows, slices and the period shrink
 * together, so that every factor stays. Only the outage tier keeps its windows: half a minute is as short as scrapes allow. It
 * takes `scale` times as much of the smaller budget instead.
 */
export function accelerate(slo: Slo, windows: BurnRateWindows, scale: number): { slo: Slo; windows: BurnRateWindows } {
  if (scale === 1) return { slo, windows };
  const faster = scaleWindows(windows, 1 / scale);
  const shorter = (length: Milliseconds) => wholeSeconds(length / scale);
  const { budgeting, conditions } = slo;
  return {
    windows: { ...faster, outage: { ...outageWindow, budgetPercent: outageWindow.budgetPercent * scale } },
    slo: {
      ...slo,
      period: faster.period,
      budgeting: budgeting.method === 'occurrences' ? budgeting : { ...budgeting, slice: shorter(budgeting.slice) },
      conditions: conditions.map((condition) => ({ ...condition, lookback: shorter(condition.lookback) })),
    },
  };
}
