import { metrics } from '../compiler/conventions';
import { duration } from '../compiler/durations';
import { identityFilter } from '../compiler/identity';
import { grid, holds, idle, inShares, play, type SloScenario, seenInMinutes, stretch } from './subject';

/** Errors that are counted for the first time count whole, in every window, and for its length. */
export const firstErrorsCount: SloScenario = {
  pace: () => duration('1m'),
  build(subject) {
    const { slo, plan, evaluation } = subject;
    const longest = Math.max(0, ...plan.fresh.filter(seenInMinutes));
    if (slo.sli.kind !== 'bad' || !inShares(subject) || longest === 0) return undefined;
    const { up, down } = grid(subject);
    const before = longest + evaluation;
    const errors = 40;
    const counted = (window: number, at: number, low: number, high: number) =>
      holds(`${metrics.bad(window)}${identityFilter(slo)} >= ${low} <= ${high}`, at);
    return play(
      subject,
      'errors that appear for the first time count whole, as long as the window reaches back',
      [
        stretch(before, 0, { badUnseen: true }),
        { length: evaluation, good: 10, bad: errors },
        idle(longest + 4 * evaluation),
      ],
      {
        expressions: plan.fresh
          .filter(seenInMinutes)
          .flatMap((window) => [
            counted(window, before + 2 * evaluation, errors, errors),
            counted(window, down(before + window - evaluation), errors, errors),
            counted(window, up(before + window + 2 * evaluation), 0, 0),
          ]),
      },
    );
  },
};

/** After a gap in the scrapes the counters come back with all they ever counted, and none of it is new. */
export const oldCountersAreNoNews: SloScenario = {
  pace: () => duration('1m'),
  build(subject) {
    const { slo, plan, evaluation } = subject;
    const longest = Math.max(0, ...plan.fresh.filter(seenInMinutes));
    if (!inShares(subject) || longest === 0) return undefined;
    const before = 6 * evaluation;
    const gap = longest + 10 * evaluation;
    const at = before + gap + 3 * evaluation;
    const none = (name: string) => ({ expr: `sum(${name}${identityFilter(slo)})`, at, value: 0 });
    return play(
      subject,
      'after a gap in the scrapes old events are no news',
      [stretch(before, 0.5), idle(gap, { missing: true }), idle(4 * evaluation)],
      {
        expressions: plan.fresh
          .filter(seenInMinutes)
          .flatMap((window) => [none(metrics.bad(window)), none(metrics.total(window))]),
      },
    );
  },
};
