import { metrics } from '../compiler/conventions';
import { duration } from '../compiler/durations';
import { identityFilter } from '../compiler/identity';
import { errorBudget } from '../compiler/model';
import { grid, holds, inShares, near, play, type SloScenario, seenInMinutes, stretch } from './subject';

/** The figures of dashboards and reports: burn rates, events, and the budget that is left. */
export const budgetIsAccounted: SloScenario = {
  pace: () => duration('1m'),
  build(subject) {
    if (!inShares(subject)) return undefined;
    const { slo, plan } = subject;
    const budget = errorBudget(slo);
    const share = 0.6 * budget;
    const at = grid(subject).up(duration('1h') + 2 * plan.base);
    const filter = identityFilter(slo);
    const holding = (name: string, value: number) => holds(near(`${name}${filter}`, value), at);
    return play(subject, 'the figures of the budget are right', [stretch(at + subject.evaluation, share)], {
      expressions: [
        holding(metrics.objective, slo.objective / 100),
        holding(metrics.errorBudget, budget),
        holding(metrics.periodDays, slo.period / duration('1d')),
        holding(metrics.currentBurnRate, 0.6),
        holding(metrics.periodBurnRate, 0.6),
        holding(metrics.budgetRemaining, 0.4),
        holding(metrics.info, 1),
        ...[...plan.summed, ...plan.fresh.filter(seenInMinutes)].flatMap((window) => [
          holding(metrics.errorRatio(window), share),
          ...(window < at ? [holding(metrics.total(window), 1000 * (window / 60_000))] : []),
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
    if (slo.calendar || !inShares(subject)) return undefined;
    const { up } = grid(subject);
    const bad = up(slo.period / 30);
    const filter = identityFilter(slo);
    const ratio = `${metrics.errorRatio(slo.period)}${filter}`;
    const remembered = up(slo.period - 2 * evaluation);
    const forgotten = up(slo.period + bad + evaluation);
    return play(
      subject,
      'one bad day counts for the whole period, and no longer',
      [stretch(bad, 0.5), stretch(forgotten - bad + evaluation, 0)],
      {
        expressions: [holds(`${ratio} > 0.01 < 0.02`, remembered), { expr: `sum(${ratio})`, at: forgotten, value: 0 }],
      },
    );
  },
};
