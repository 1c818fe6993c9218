import type { Slo } from '../model';
import type { BurnRateWindows } from './burn-rate-windows';
import { scaleWindows } from './scale';

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
