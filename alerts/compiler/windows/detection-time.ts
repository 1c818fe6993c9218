import type { Milliseconds } from '@sightline/promql';
import { errorBudget, type Guard, type Slo } from '../model';
import type { Tier } from './tiers';

export interface Fault {
  /** The share of events that go wrong while it lasts, from 0 to 1. */
  readonly errorRatio: number;
  /** Even, before and during the fault. */
  readonly eventsPerSecond: number;
}

/**
 * How long a fault lasts until the tier's condition holds, by the formula of the Site Reliability Workbook, chapter 5
 * (sre.google/workbook/alerting-on-slos, "Alert on Burn Rate"):
 *
 *     (1 - SLO) / error ratio x alerting window x burn rate
 *
 * and by the traffic guard, which waits for so many events: whichever takes longer. Infinite when the fault is too small for the
 * tier. What the pipeline adds (scrape, evaluation, group wait) comes on top; a history shorter than the window takes away.
 */
export function detectionTime(
  { guard, ...slo }: Pick<Slo, 'objective' | 'guard'>,
  { factor, long }: Pick<Tier, 'factor' | 'long'>,
  fault: Fault,
): Milliseconds {
  const threshold = factor * errorBudget(slo);
  if (fault.errorRatio <= threshold) return Number.POSITIVE_INFINITY;
  const share = threshold / fault.errorRatio;
  const enough = guard ? guardTime(guard, { ...fault, long }) : 0;
  return Math.max(share * long, enough);
}

/** Requests count from before the fault: in even traffic there are enough of them in the window, or never. */
function guardTime(
  { kind, minimum }: Guard,
  { errorRatio, eventsPerSecond, long }: Fault & { long: Milliseconds },
): Milliseconds {
  const inWindow = (eventsPerSecond * long) / 1_000;
  if (kind === 'requests') return inWindow >= minimum ? 0 : Number.POSITIVE_INFINITY;
  return inWindow * errorRatio >= minimum
    ? (minimum / (eventsPerSecond * errorRatio)) * 1_000
    : Number.POSITIVE_INFINITY;
}
