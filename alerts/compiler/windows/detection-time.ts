import type { Milliseconds } from '@sightline/promql';
import { enoughEvents, neededAmong } from '../enough-events';
import { errorBudget, type Slo } from '../model';
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
 * and by the traffic guard, which waits for so many bad events, or without one for the first: whichever takes longer. Infinite when
 * the fault is too small for the tier, or the traffic for the guard. What the pipeline adds (scrape, evaluation, group wait) comes on
 * top; a history shorter than the window takes away.
 */
export function detectionTime(slo: GuardedSlo, tier: TimedTier, fault: Fault): Milliseconds {
  const threshold = tier.factor * errorBudget(slo);
  if (fault.errorRatio <= threshold) return Number.POSITIVE_INFINITY;
  const share = threshold / fault.errorRatio;
  return Math.max(share * tier.long, guardTime(slo, tier, fault));
}

type GuardedSlo = Pick<Slo, 'objective' | 'guard'>;
type TimedTier = Pick<Tier, 'factor' | 'long' | 'urgency'>;

/** Requests count from before the fault: in even traffic there are enough of them in the window, or never. */
function guardTime(slo: GuardedSlo, tier: TimedTier, { errorRatio, eventsPerSecond }: Fault): Milliseconds {
  const inWindow = (eventsPerSecond * tier.long) / 1_000;
  if (slo.guard?.kind === 'requests') return inWindow >= slo.guard.minimum ? 0 : Number.POSITIVE_INFINITY;
  const minimum = badEventsNeeded(slo, tier, inWindow);
  return inWindow * errorRatio >= minimum
    ? (minimum / (eventsPerSecond * errorRatio)) * 1_000
    : Number.POSITIVE_INFINITY;
}

function badEventsNeeded(slo: GuardedSlo, { urgency }: TimedTier, events: number): number {
  if (slo.guard?.kind === 'bad-events') return slo.guard.minimum;
  return slo.guard?.kind === 'by-traffic' ? neededAmong(enoughEvents(slo, urgency), events) : 1;
}
