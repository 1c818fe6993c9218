import type { Milliseconds } from '@sightline/promql';
import { type BurnRateWindows, type BurnWindow, googleWindows } from './burn-rate-windows';

const second = 1_000;

/** Multiplies the period and every window: the factors stay, because a factor is budget x period / window. */
export function scaleWindows(windows: BurnRateWindows, ratio: number): BurnRateWindows {
  const scale = (window: BurnWindow): BurnWindow => ({
    ...window,
    short: wholeSeconds(window.short * ratio),
    long: wholeSeconds(window.long * ratio),
  });
  return {
    period: wholeSeconds(windows.period * ratio),
    page: { quick: scale(windows.page.quick), slow: scale(windows.page.slow) },
    ticket: { quick: scale(windows.ticket.quick), slow: scale(windows.ticket.slow) },
  };
}

/** The windows for a period: from the table when it is there, else the 30-day ones stretched or shrunk to it. */
export function windowsFor(period: Milliseconds, table: readonly BurnRateWindows[] = googleWindows): BurnRateWindows {
  const known = table.find((windows) => windows.period === period);
  if (known) return known;
  const [first = googleWindows[1]] = table.slice(-1);
  if (!first) throw new TypeError('The table of windows is empty');
  return { ...scaleWindows(first, period / first.period), period };
}

export const wholeSeconds = (length: Milliseconds) => Math.max(second, Math.round(length / second) * second);
