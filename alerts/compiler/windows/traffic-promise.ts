import { formatDuration, type Milliseconds } from '@sightline/promql';
import type { Slo } from '../model';
import { detectionTime } from './detection-time';
import type { Tier } from './tiers';

/** How soon a fault of one size is told, and by what. */
interface Promised {
  /** The share of events that fail, from 0 to 1. */
  readonly errorRatio: number;
  /** On average: events come when they come. Infinite when no alert ever tells it. */
  readonly after: Milliseconds;
  readonly tier: Tier | undefined;
}

const sizes = [1, 0.5, 0.1, 0.02] as const;

/** What the alerts of an SLO can tell at so many events an hour; nothing of an SLO that counts no events. */
export function promisesAt(slo: Slo, tiers: readonly Tier[], eventsPerHour: number): Promised[] {
  const counted = slo.sli.kind === 'bad' || slo.sli.kind === 'good';
  if (!counted || slo.budgeting.method !== 'occurrences') return [];
  return sizes.map((errorRatio) => {
    const times = tiers.map((tier) => ({
      tier,
      after: tier.alertAfter + detectionTime(slo, tier, { errorRatio, eventsPerSecond: eventsPerHour / 3_600 }),
    }));
    const [first] = times.filter(({ after }) => Number.isFinite(after)).sort((a, b) => a.after - b.after);
    return { errorRatio, after: first?.after ?? Number.POSITIVE_INFINITY, tier: first?.tier };
  });
}

const inWords: Readonly<Record<(typeof sizes)[number], string>> = {
  1: 'everything failing',
  0.5: 'every other event',
  0.1: 'one in ten',
  0.02: 'one in fifty',
};

/** `everything failing is told after 12m (page), every other event after 24m (page), one in fifty never`. */
export function promisesText(promises: readonly Promised[]): string {
  return promises
    .map(({ errorRatio, after, tier }, index) => {
      const what = `${inWords[errorRatio as keyof typeof inWords]}${index === 0 ? ' is told' : ''}`;
      return tier ? `${what} after ${roughly(after)} (${tier.urgency})` : `${what} never`;
    })
    .join(', ');
}

/** To whole seconds below two minutes, to whole minutes below two hours, else to tenths of an hour. */
function roughly(time: Milliseconds): string {
  const unit = time < 120_000 ? 1_000 : time < 7_200_000 ? 60_000 : 360_000;
  return formatDuration(Math.max(1, Math.round(time / unit)) * unit);
}
