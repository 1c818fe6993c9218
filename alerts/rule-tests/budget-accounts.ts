import { duration } from '@sightline/promql';
import { metrics } from '../compiler/conventions';
import { errorBudget } from '../compiler/model';
import {
  grid,
  holds,
  inShares,
  near,
  ownFilter,
  play,
  type SloScenario,
  seenInMinutes,
  stretch,
  traffic,
} from './subject';

/** The figures of dashboards and reports: burn rates, events, and the budget that is left. */
export const budgetIsAccounted: SloScenario = {
  pace: () => duration('1m'),
  build(subject) {
    const { slo, plan, evaluation } = subject;
    const spent = inShares(subject) ? 0.6 : 0;
    const at = grid(subject).up(duration('1h') + 2 * plan.base);
    const filter = ownFilter(slo);
    const is = (name: string, value: number) =>
      value === 0 ? { expr: `sum(${name}${filter})`, at, value } : holds(near(`${name}${filter}`, value), at);
    const { budgeting } = slo;
    const perMinute = budgeting.method === 'occurrences' ? traffic : duration('1m') / budgeting.slice;
    return play(subject, 'the figures of the budget are right', [stretch(at + evaluation, spent * errorBudget(slo))], {
      expressions: [
        is(metrics.objective, slo.objective / 100),
        is(metrics.errorBudget, errorBudget(slo)),
        is(metrics.periodDays, slo.period / duration('1d')),
        is(metrics.currentBurnRate, spent),
        is(metrics.periodBurnRate, spent),
        is(metrics.budgetRemaining, 1 - spent),
        is(metrics.info, 1),
        ...[...plan.summed, ...plan.fresh.filter(seenInMinutes)].flatMap((window) => [
          is(metrics.errorRatio(window), spent * errorBudget(slo)),
          ...(window < at ? [is(metrics.total(window), perMinute * (window / 60_000))] : []),
        ]),
      ],
    });
  },
};

/** One bad day is remembered for the whole period and then forgotten. */
export const periodRemembers: SloScenario = {
  pace: ({ period }) => Math.max(duration('5m'), Math.round(period / 120)),
  build(subject) {
    const { slo, evaluation } = subject;
    if (slo.calendar) return undefined;
    const { up } = grid(subject);
    const bad = up(slo.period / 30);
    const filter = ownFilter(slo);
    const ratio = `${metrics.errorRatio(slo.period)}${filter}`;
    const remembered = up(slo.period - 2 * evaluation);
    const forgotten = up(slo.period + bad + 2 * evaluation);
    return play(
      subject,
      'one bad day counts for the whole period, and no longer',
      // Something is known before it: nothing was missing while nothing had come yet.
      [stretch(evaluation, 0), stretch(bad, 1), stretch(forgotten - bad, 0)],
      {
        expressions: [holds(`${ratio} > 0.02 < 0.05`, remembered), { expr: `sum(${ratio})`, at: forgotten, value: 0 }],
      },
    );
  },
};
