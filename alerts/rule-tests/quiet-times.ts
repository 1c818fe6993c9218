import { metrics, labels as names } from '../compiler/conventions';
import { identityFilter } from '../compiler/identity';
import {
  finePace,
  firing,
  grid,
  holds,
  idle,
  inShares,
  lagOf,
  missingIsZero,
  near,
  play,
  stretch,
  type TierScenario,
} from './subject';

/** Idle is not bad: a ratio of 0, never NaN; and what follows the quiet is seen. */
export const idleIsNotBad: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    if (!inShares(subject)) return undefined;
    const { tier } = alert;
    const { slo, plan, evaluation } = subject;
    const lag = lagOf(subject, alert);
    const quiet = grid(subject).up(plan.base + 2 * lag + 2 * evaluation);
    const burst = 2 * lag + 4 * evaluation;
    const last = quiet - evaluation;
    const isZero = (metric: string) => ({ expr: `sum(${metric}${identityFilter(slo)})`, at: last, value: 0 });
    return play(
      subject,
      `${tier.name}: is silent while nothing happens, with a ratio of 0, and fires after the quiet`,
      [idle(quiet), stretch(burst, 1)],
      {
        expressions: [
          firing(subject, alert, last, false),
          ...[tier.short, tier.long, slo.period].flatMap((window) => [
            isZero(metrics.bad(window)),
            isZero(metrics.total(window)),
            isZero(metrics.errorRatio(window)),
          ]),
          firing(subject, alert, quiet + burst - evaluation, true),
        ],
      },
    );
  },
};

/** Nothing was ever good, and nothing happens: still no errors. */
export const idleFromTheStart: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, evaluation } = subject;
    if (!inShares(subject) || !missingIsZero(slo)) return undefined;
    const at = 2 * lagOf(subject, alert) + 4 * evaluation;
    return play(
      subject,
      `${alert.tier.name}: a process that has done nothing yet has done nothing wrong`,
      [idle(at + evaluation, { goodUnseen: true })],
      {
        expressions: [alert.tier.short, alert.tier.long].flatMap((window) =>
          [metrics.bad(window), metrics.errorRatio(window)].map((metric) => ({
            expr: `sum(${metric}${identityFilter(slo)})`,
            at,
            value: 0,
          })),
        ),
      },
    );
  },
};

/** Half an event, as a rate over part of a window may give it, has a ratio as a thousand have. */
export const fewEventsHaveARatio: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation } = subject;
    if (!inShares(subject)) return undefined;
    const lag = lagOf(subject, alert);
    const before = grid(subject).up(2 * evaluation);
    const at = grid(subject).up(before + interval + lag + evaluation);
    return play(
      subject,
      `${alert.tier.name}: the ratio of a few events is as true as that of many`,
      [idle(before), { length: interval, good: 0, bad: 30_000 / interval }, idle(at + evaluation - before - interval)],
      {
        expressions: [alert.tier.short, alert.tier.long].map((window) =>
          holds(near(`${metrics.errorRatio(window)}${identityFilter(slo)}`, 1), at),
        ),
      },
    );
  },
};

/** No series at all is not zero errors: nothing is made up, also where the policy is that missing data is bad. */
export const nothingIsKnown: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, evaluation, interval } = subject;
    const at = grid(subject).up(2 * lagOf(subject, alert) + (4 * alert.tier.short) / 3 + 4 * evaluation);
    const ratios = `count({__name__=~"slo:sli_error:ratio_rate.*",${names.id}=${JSON.stringify(slo.id)}}) or vector(0)`;
    return {
      name: `${alert.tier.name}: without any series it is silent, and no ratio is made up`,
      // promtool stops at the last sample of any series: this one only makes time pass.
      series: [{ series: 'time_passes', values: `0+0x${Math.round(at / interval)}` }],
      expressions: [firing(subject, alert, at, false), { expr: ratios, at, value: 0 as const }],
    };
  },
};
