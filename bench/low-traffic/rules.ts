import {
  type Claim,
  enoughEvents,
  errorBudget,
  neededAmong,
  probabilityOfAtLeast,
  type Slo,
  type Tier,
} from '@sightline/alerts';
import { judgedFrom, traceLength } from '../detection/labelled-days';
import type { Day } from './day';

type Verdict = 'ticket' | 'page';

/** One kind of alert. */
export interface Rule {
  readonly name: string;
  /** What it says on a day, evaluated every minute of the judged time: nothing of the minutes at which it is silent. */
  verdicts(day: Day): ReadonlyMap<number, Verdict>;
}

/** What the objective and the usual windows make of a day. */
export interface Setting {
  readonly slo: Pick<Slo, 'objective'>;
  /** Windows in minutes. */
  readonly tiers: readonly MinuteTier[];
}

export type MinuteTier = Pick<Tier, 'factor' | 'long' | 'short' | 'urgency'>;

interface Burn {
  readonly badLong: number;
  readonly totalLong: number;
  readonly badShort: number;
  readonly totalShort: number;
}

type Guard = (burn: Burn, tier: MinuteTier) => boolean;

/** Both windows above the factor, counted in events; and the guard agrees. */
const burnRule = (setting: Setting, name: string, guard: Guard): Rule => ({
  name,
  verdicts: (day) => {
    const verdicts = new Map<number, Verdict>();
    for (const { minute, tier, burn } of momentsOf(setting, day))
      if (guard(burn, tier)) say(verdicts, minute, tier.urgency);
    return verdicts;
  },
});

/** A page is more than a ticket. */
function say(verdicts: Map<number, Verdict>, minute: number, verdict: Verdict): void {
  if (verdicts.get(minute) !== 'page') verdicts.set(minute, verdict);
}

interface Moment {
  readonly minute: number;
  readonly tier: MinuteTier;
  readonly burn: Burn;
}

/** Most rules ask about the same moments. */
const known = new WeakMap<Day, Map<Setting, readonly Moment[]>>();

/** When a day burns too fast over both windows of a tier: few moments, whatever a guard makes of them. */
function momentsOf(setting: Setting, day: Day): readonly Moment[] {
  const ofDay = known.get(day) ?? new Map<Setting, readonly Moment[]>();
  known.set(day, ofDay);
  const moments = ofDay.get(setting) ?? setting.tiers.flatMap((tier) => [...burning(setting, tier, day)]);
  ofDay.set(setting, moments);
  return moments;
}

function* burning({ slo }: Setting, tier: MinuteTier, day: Day): Generator<Moment> {
  const threshold = tier.factor * errorBudget(slo);
  for (let minute = judgedFrom; minute <= traceLength; minute++) {
    const badShort = day.bad(minute, tier.short);
    if (badShort === 0) continue;
    const totalShort = day.total(minute, tier.short);
    if (badShort <= threshold * totalShort) continue;
    const badLong = day.bad(minute, tier.long);
    const totalLong = day.total(minute, tier.long);
    if (badLong > threshold * totalLong) yield { minute, tier, burn: { badLong, totalLong, badShort, totalShort } };
  }
}

export const slothsRules = ({ slo, tiers }: Setting): Rule => ({
  name: "Sloth's rules",
  verdicts: (day) => {
    const verdicts = new Map<number, Verdict>();
    for (const { long, short, factor, urgency } of tiers)
      for (let minute = judgedFrom; minute <= traceLength; minute++)
        if ([short, long].every((window) => day.rateOfSeries(minute, window) > factor * errorBudget(slo)))
          say(verdicts, minute, urgency);
    return verdicts;
  },
});

/** As it was: so many in the long window, and of a ticket two in the short one. */
export const fixedMinimum = (setting: Setting, minimum: number): Rule =>
  burnRule(
    setting,
    `a minimum of ${minimum}`,
    ({ badLong, badShort }, { urgency }) =>
      badLong >= minimum && (urgency === 'page' || badShort >= Math.min(2, minimum)),
  );

/** The same windows, but `times` as long. */
export const longerWindows = ({ slo, tiers }: Setting, times: number): Rule =>
  burnRule(
    {
      slo,
      tiers: tiers.map((tier) => ({
        ...tier,
        long: tier.long * times,
        short: tier.short * times,
        factor: Math.max(1, tier.factor / times),
      })),
    },
    `windows ${times} times as long, a minimum of 2`,
    ({ badLong }) => badLong >= 2,
  );

/** The error ratio is above the threshold even at the lower end of its exact interval. */
export const confidenceBound = (setting: Setting, chance: number): Rule =>
  burnRule(
    setting,
    `lower bound of the ratio above the threshold (${chance})`,
    ({ badLong, totalLong }, { factor }) =>
      badLong >= 2 && probabilityOfAtLeast(badLong, totalLong * factor * errorBudget(setting.slo)) <= chance,
  );

/** Log likelihood of the counts at their own rate against that at the objective: the scan statistic. */
export const likelihoodRatio = (setting: Setting, threshold: number): Rule =>
  burnRule(setting, `likelihood ratio above ${threshold}, a minimum of 2`, ({ badLong, totalLong }) => {
    const expected = totalLong * errorBudget(setting.slo);
    return badLong >= 2 && badLong * Math.log(badLong / expected) - badLong + expected > threshold;
  });

/** Enough bad events to be no chance; nothing about what was told before. */
export const enoughAlone = (setting: Setting): Rule => {
  const enough = enoughIn(setting);
  return burnRule(setting, 'by traffic, told again for a lone failure', ({ badLong, totalLong }, { urgency }) =>
    enough(urgency, badLong, totalLong),
  );
};

/** What the compiler makes of `by-traffic`. */
export const byTraffic = (setting: Setting): Rule => {
  const enough = enoughIn(setting);
  const budget = errorBudget(setting.slo);
  return burnRule(
    setting,
    'by traffic (chosen)',
    ({ badLong, totalLong, badShort, totalShort }, { urgency, factor }) => {
      const before = badLong - badShort;
      const toldBefore = enough(urgency, before, totalLong) && before > factor * budget * totalLong;
      return enough(urgency, badLong, totalLong) && (!toldBefore || enough('goes-on', badShort, totalShort));
    },
  );
};

function enoughIn({ slo }: Setting): (claim: Claim, bad: number, total: number) => boolean {
  const steps = {
    page: enoughEvents(slo, 'page'),
    ticket: enoughEvents(slo, 'ticket'),
    'goes-on': enoughEvents(slo, 'goes-on'),
  };
  return (claim, bad, total) => bad >= neededAmong(steps[claim], total);
}

/** Minutes are sliced; a slice with a failure is bad, one without events does not count; two bad ones at least. */
export const timeSlices = ({ slo, tiers }: Setting, slice: number): Rule => ({
  name: `time slices of ${slice} min, a minimum of 2 bad ones`,
  verdicts: (day) => {
    const bad = [0];
    const counted = [0];
    const within = (slices: readonly number[], window: number) =>
      (slices.at(-1) ?? 0) - (slices[Math.max(0, slices.length - 1 - Math.max(1, Math.round(window / slice)))] ?? 0);
    const burns = (window: number, factor: number) =>
      within(bad, window) > factor * errorBudget(slo) * within(counted, window);
    const verdicts = new Map<number, Verdict>();
    for (let end = slice; end <= traceLength; end += slice) {
      bad.push((bad.at(-1) ?? 0) + (day.bad(end, slice) > 0 ? 1 : 0));
      counted.push((counted.at(-1) ?? 0) + (day.total(end, slice) > 0 ? 1 : 0));
      for (const { long, short, factor, urgency } of tiers)
        if (end >= judgedFrom && within(bad, long) >= 2 && burns(long, factor) && burns(short, factor))
          // Until the next slice is judged.
          for (let minute = end; minute < end + slice; minute++) say(verdicts, minute, urgency);
    }
    return verdicts;
  },
});

/**
 * Wald's sequential test, started anew whenever it says that all is well (Page's CUSUM): `times` the budget against the budget. It
 * cannot become surer than two failures make it, so that it ends.
 */
export const sequentialTest = ({ slo }: Setting, times: number, threshold: number): Rule => ({
  name: `sequential test, ${times} times the budget, threshold ${threshold}`,
  verdicts: (day) => {
    const verdicts = new Map<number, Verdict>();
    let sum = 0;
    for (let minute = 1; minute <= traceLength; minute++) {
      const gained = day.bad(minute, 1) * Math.log(times) - day.total(minute, 1) * (times - 1) * errorBudget(slo);
      sum = Math.min(threshold + Math.log(times), Math.max(0, sum + gained));
      if (sum > threshold && minute >= judgedFrom) say(verdicts, minute, 'page');
    }
    return verdicts;
  },
});
