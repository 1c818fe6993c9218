import type { Slo } from '../model';
import type { BurnRateWindows } from './burn-rate-windows';
import { scaleWindows } from './scale';

/**
 * How many times faster than real. Twelve makes windows of the demonstration that the dashboards know: an hour becomes 5m, six
 * hours 30m, a day 2h, three days 6h. The shortest, 25s, still holds five scrapes.
 */
export const sloScales = { real: 1, demo: 12 } as const;
export type SloScale = keyof typeof sloScales;

/**
 * The same SLO, `scale` times faster, to see page, ticket and reset within minutes: windows, slices and the period shrink
 * together, so that every factor stays.
 */
export function accelerate(slo: Slo, windows: BurnRateWindows, scale: number): { slo: Slo; windows: BurnRateWindows } {
  if (scale === 1) return { slo, windows };
  const faster = scaleWindows(windows, 1 / scale);
  const { budgeting } = slo;
  return {
    windows: faster,
    slo: {
      ...slo,
      period: faster.period,
      budgeting:
        budgeting.method === 'occurrences' ? budgeting : { ...budgeting, slice: Math.round(budgeting.slice / scale) },
    },
  };
}
