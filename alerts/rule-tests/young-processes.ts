import { metrics } from '../compiler/conventions';
import { identityFilter } from '../compiler/identity';
import type { Tier } from '../compiler/windows/tiers';
import { withNewcomers, withNewSeries } from './event-counts';
import { finePace, grid, holds, idle, inShares, near, play, type TierScenario } from './subject';

const events = 40;

/** A process that has just been found may have counted for long: what is new of it is known after a window only. */
const firstEvents = (
  which: 'errors' | 'successes',
  window: keyof Pick<Tier, 'short' | 'long'>,
  age: 'young' | 'old enough',
): TierScenario => ({
  pace: finePace,
  build(subject, alert) {
    const { slo, plan, signals, evaluation } = subject;
    const length = alert.tier[window];
    if (!inShares(subject) || !plan.fresh.includes(length)) return undefined;
    const { up, down } = grid(subject);
    const before = age === 'young' ? down(length / 2) : up(length + evaluation);
    // An increase needs two samples.
    const at = before + 2 * evaluation;
    // Too little time to be too young in.
    if (age === 'young' && at >= length) return undefined;
    const counts = age === 'old enough';
    const perMinute = (events * 60_000) / evaluation;
    const plus1 = (metric: string) => `(1 + ${metric}${identityFilter(slo)})`;
    const burst =
      which === 'errors'
        ? { length: evaluation, good: 1, bad: perMinute }
        : { length: evaluation, good: 1, bad: 0, newcomers: perMinute };
    return play(
      { ...subject, signals: which === 'errors' ? withNewSeries(signals) : withNewcomers(signals) },
      `${alert.tier.name}: first ${which} of a process that is ${age} for the ${window} window ${counts ? 'count' : 'do not count'}`,
      [{ length: before, good: 1, bad: 0, badUnseen: true }, burst, idle(3 * evaluation, { newcomers: 0 })],
      {
        expressions: [
          holds(near(plus1(metrics.bad(length)), which === 'errors' && counts ? 1 + events : 1), at),
          holds(`${metrics.total(length)}${identityFilter(slo)} ${counts ? '>=' : '<'} ${events}`, at),
        ],
      },
    );
  },
});

export const firstEventsByAge: readonly TierScenario[] = (['errors', 'successes'] as const).flatMap((which) =>
  (['short', 'long'] as const).flatMap((window) => [
    firstEvents(which, window, 'young'),
    firstEvents(which, window, 'old enough'),
  ]),
);
