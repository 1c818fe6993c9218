import { duration, type Milliseconds } from '@sightline/promql';
import { metrics } from '../compiler/conventions';
import { alwaysEnough } from '../compiler/enough-events';
import { errorBudget, type Slo } from '../compiler/model';
import { sampleEvery } from '../compiler/sightline/slice-rules';
import { shownAlert } from './shown-alert';
import {
  firing,
  holds,
  near,
  ownFilter,
  play,
  type SloScenario,
  type Subject,
  stretch,
  type TierAlert,
  type TierScenario,
} from './subject';

/** One moment too many makes the slice bad, one fewer does not. */
export const slicesAreJudged: SloScenario = {
  pace: (slo) => sliceOf(slo) ?? duration('1m'),
  build(subject) {
    const { slo, interval } = subject;
    const { budgeting } = slo;
    if (budgeting.method !== 'timeslices' || !samplesValues(subject)) return undefined;
    const { slice, target } = budgeting;
    const shares = Array.from({ length: slice / interval }, (_, bad) => badShareOf(subject, slice, bad));
    const tooMany = shares.findIndex((share) => share > 1 - target);
    if (tooMany < 1) return undefined;
    const withBad = (samples: number) => [stretch(samples * interval, 1), stretch(slice - samples * interval, 0)];
    const tick = `${metrics.tickBad(slice)}${ownFilter(slo)}`;
    return play(
      subject,
      `a slice is bad from ${tooMany} bad samples on`,
      [stretch(2 * slice, 0), ...withBad(tooMany - 1), ...withBad(tooMany), stretch(slice, 0)],
      {
        expressions: [0, 0, 1, 0].map((value, index) => ({ expr: `sum(${tick})`, at: (index + 2) * slice, value })),
      },
    );
  },
};

/**
 * In the first minutes of a platform few bad slices are already a large share: only the guard tells them from an incident. Once
 * it is over, each alert ends with the slice that brings its short window down to the threshold.
 */
export const fewBadSlicesAreNotWorthIt: SloScenario = {
  pace: (slo) => sliceOf(slo) ?? duration('1m'),
  build(subject) {
    const { slo, alerts, plan } = subject;
    const slice = sliceOf(slo);
    if (!slice || slo.guard?.kind !== 'bad-events' || !samplesValues(subject)) return undefined;
    const { minimum } = slo.guard;
    const worthIt = (healthy + minimum) * slice;
    const share = minimum / (knownFromTheStart + healthy + minimum);
    const burn = share / errorBudget(slo);
    const filter = ownFilter(slo);
    const ends = alerts.map((alert) => {
      const slices = alert.tier.short / slice;
      return { alert, at: worthIt + (slices - Math.floor(slices * thresholdOf(slo, alert))) * slice };
    });
    const last = Math.max(...ends.map(({ at }) => at)) + slice;
    return play(
      subject,
      `${minimum - 1} bad slices are not worth it, ${minimum} are, until the short window is well again`,
      [stretch(healthy * slice, 0), stretch(minimum * slice, 1), stretch(last - worthIt, 0)],
      {
        expressions: [
          ...alerts.map((alert) => firing(subject, alert, worthIt - slice, false)),
          ...alerts.map((alert) => firing(subject, alert, worthIt, true)),
          ...ends.flatMap(({ alert, at }) => [
            firing(subject, alert, at - slice, true),
            firing(subject, alert, at, false),
          ]),
          ...plan.summed
            .filter((window) => window > worthIt)
            .map((window) => holds(near(`${metrics.errorRatio(window)}${filter}`, share), worthIt)),
          holds(near(`${metrics.periodBurnRate}${filter}`, burn), worthIt),
          holds(near(`${metrics.budgetRemaining}${filter}`, 1 - burn), worthIt),
          holds(near(`${metrics.currentBurnRate}${filter}`, 1 / errorBudget(slo)), worthIt),
        ],
        alerts: [...new Set(alerts.map(({ rule }) => rule.alert))].map((alert) => ({
          alert,
          at: worthIt,
          instances: alerts.filter(({ rule }) => rule.alert === alert).map(({ rule }) => shownAlert(slo, rule, share)),
        })),
      },
    );
  },
};

/** Bad slices at the end of a time that is filled up to the threshold of the long window, and a little beyond it. */
export const slicesAddUpToTheThreshold: TierScenario = {
  pace: () => duration('1m'),
  build(subject, alert) {
    const { slo, evaluation } = subject;
    const slice = sliceOf(slo);
    if (slice !== evaluation || !samplesValues(subject)) return undefined;
    const threshold = thresholdOf(slo, alert);
    const bad = Math.min(10, Math.floor((alert.tier.long / slice) * threshold * 0.9));
    if (bad < (slo.guard?.kind === 'by-traffic' ? alwaysEnough : (slo.guard?.minimum ?? 1))) return undefined;
    const above = Math.floor(bad / (1.02 * threshold)) - knownFromTheStart;
    const below = Math.ceil(bad / (0.98 * threshold)) - knownFromTheStart;
    return play(
      subject,
      `${alert.tier.name}: fires at 1.02 times the threshold, is silent at 0.98 times`,
      [stretch((above - bad) * slice, 0), stretch(bad * slice, 1), stretch((below + 1 - above) * slice, 0)],
      {
        expressions: [
          firing(subject, alert, above * slice, true),
          firing(subject, alert, below * slice, false),
          holds(`${metrics.errorRatio(alert.tier.short)}${ownFilter(slo)} > ${threshold}`, below * slice),
        ],
      },
    );
  },
};

/** Slices before the first bad one, beside the one that ends with the first sample. */
const healthy = 2;
const knownFromTheStart = 1;

const thresholdOf = (slo: Slo, { tier }: TierAlert) => tier.factor * errorBudget(slo);

const sliceOf = ({ budgeting }: Slo): Milliseconds | undefined =>
  budgeting.method === 'timeslices' ? budgeting.slice : undefined;

/** Values are sampled many times a slice; events are counted over it. */
const samplesValues = ({ signals }: Subject) => signals.every(({ follows }) => follows.kind !== 'events');

/** The share of a slice that so many bad samples at its begin make bad. A sample that is missing is so only once it is late. */
function badShareOf({ slo, signals, interval }: Subject, slice: Milliseconds, badSamples: number): number {
  const step = sampleEvery(slice);
  const samples = slice / step;
  const [signal] = signals;
  if (badSamples === 0) return 0;
  if (signal?.follows.kind !== 'presence') return Math.ceil((badSamples * interval) / step) / samples;
  const allowed = slo.sli.kind === 'threshold' ? slo.sli.value * 1_000 : 0;
  const ages = Array.from({ length: samples }, (_, index) => (index + 1) * step);
  return ages.filter((age) => age > allowed && age < (badSamples + 1) * interval).length / samples;
}
