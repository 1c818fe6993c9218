import type { Milliseconds } from '@sightline/promql';
import type { Slo } from '../model';
import { hasWindow } from '../parse/quantity';
import type { BurnRateWindows } from '../windows/burn-rate-windows';
import type { Tier } from '../windows/tiers';

/**
 * Which window is measured how.
 *
 * `fresh` windows are read from the counters at every evaluation: a page must not wait. All others are sums of `base`, kept
 * every `step`: an event then lies in `overlap` of the kept samples, so the sum is divided by it. A sum lags by at most
 * `base`, which matters to no tier but the fastest: a burn that only a longer window sees takes hours to reach it.
 */
export interface WindowPlan {
  readonly base: Milliseconds;
  readonly step: Milliseconds;
  readonly overlap: number;
  /** The window that calendar periods are put together from. */
  readonly tile: Milliseconds;
  readonly fresh: readonly Milliseconds[];
  /** Long windows of a ratio that is taken as it is: read from its own query, every `step`. */
  readonly direct: readonly Milliseconds[];
  readonly summed: readonly Milliseconds[];
}

/** Samples of the base window kept within its own length. Five makes the sums robust against a missed evaluation. */
const overlap = 5;

export function planWindows(slo: Slo, windows: BurnRateWindows, tiers: readonly Tier[]): WindowPlan {
  const needed = sorted([
    ...[windows.page, windows.ticket].flatMap(({ quick, slow }) => [quick.short, quick.long, slow.short, slow.long]),
    ...tiers.flatMap(({ short, long }) => [short, long]),
    slo.period,
  ]);
  const tile = windows.page.slow.short;
  if (slo.budgeting.method !== 'occurrences') {
    const { slice } = slo.budgeting;
    return { base: slice, step: slice, overlap: 1, tile, fresh: [], direct: [], summed: needed };
  }
  const base = windows.page.quick.short;
  const fresh = sorted([base, ...(canBeFresh(slo) ? fastWindows(tiers, base) : [])]);
  const slower = needed.filter((window) => !fresh.includes(window));
  const direct = slo.sli.kind === 'ratio' && canBeFresh(slo) ? slower.filter((window) => window !== slo.period) : [];
  return {
    base,
    step: base / overlap,
    overlap,
    tile,
    fresh,
    direct,
    summed: slower.filter((window) => !direct.includes(window)),
  };
}

/** The windows of the tiers that answer within the base window: the first page, and the outage tier. */
const fastWindows = (tiers: readonly Tier[], base: Milliseconds) =>
  tiers.filter(({ short }) => short <= base).flatMap(({ short, long }) => [short, long]);

/** Planned work is cut out of the base samples only, and a ratio that has no window of its own is sampled only at the base. */
function canBeFresh({ sli, maintenance }: Slo): boolean {
  if (maintenance.length > 0 || sli.kind === 'threshold') return false;
  return sli.kind !== 'ratio' || hasWindow(sli.ratio);
}

const sorted = (windows: readonly Milliseconds[]) => [...new Set(windows)].sort((a, b) => a - b);
