import { duration } from '@sightline/promql';
import { metrics } from '../compiler/conventions';
import { identityFilter } from '../compiler/identity';
import { errorBudget } from '../compiler/model';
import { finePace, firing, grid, holds, inShares, lagOf, play, stretch, type TierScenario } from './subject';

/**
 * The life of an incident, at four times the threshold: silent until a quarter of the long window's share is burnt, firing
 * soon after, firing while the short window burns, silent after it although the long one still burns. All instants come
 * from the windows and the factor, so a rule with others fails. Before it a little goes wrong, which the long window must
 * remember for its own length and not longer; on the way the process restarts.
 */
export const firesAndResets: TierScenario = {
  pace: (tier) => {
    if (tier.long <= duration('1h')) return finePace(tier);
    return tier.long <= duration('1d') ? duration('5m') : duration('15m');
  },

  build(subject, alert) {
    const { tier } = alert;
    const { slo, evaluation } = subject;
    const { up, down } = grid(subject);
    const lag = lagOf(subject, alert);
    const threshold = tier.factor * errorBudget(slo);
    const share = inShares(subject) ? Math.min(1, 4 * threshold) : 1;
    const reached = (tier.long * threshold) / share;
    // Too little to alert at any time: half the threshold from the start, or a moment in the middle of the window.
    const slip = inShares(subject)
      ? { before: 0, length: up(tier.long / 10), share: threshold / 2 }
      : { before: up(tier.long / 2), length: evaluation, share: 1 };
    const slipped = slip.before + slip.length;
    const remembered = down(slip.before + 0.95 * tier.long);
    const forgotten = up(slipped + tier.long + lag + 2 * evaluation);
    const healthy = forgotten + evaluation;
    const silent = down(healthy + 0.85 * reached);
    const fires = up(healthy + 1.15 * reached + lag + evaluation);
    const end = fires + evaluation;
    const half = up((end - healthy) / 2);
    const over = up(end + tier.short + lag + evaluation);
    const above = (window: number) => `${metrics.errorRatio(window)}${identityFilter(slo)} > ${threshold}`;
    const bad = `${metrics.bad(tier.long)}${identityFilter(slo)}`;
    return play(
      subject,
      `${tier.name}: fires when enough is burnt, resets when it stops, needs both windows`,
      [
        stretch(slip.before, 0),
        stretch(slip.length, slip.share),
        stretch(healthy - slipped, 0),
        stretch(half, share),
        stretch(end - healthy - half, share, { restart: true }),
        stretch(over - end + evaluation, 0),
      ],
      {
        expressions: [
          firing(subject, alert, healthy - evaluation, false),
          holds(`${bad} > 0`, remembered),
          { expr: `sum(${bad})`, at: forgotten, value: 0 },
          // When everything is bad at once there may be no evaluation between the first bad event and the alert.
          ...(silent > healthy ? [firing(subject, alert, silent, false), holds(above(tier.short), silent)] : []),
          firing(subject, alert, fires, true),
          firing(subject, alert, down(end + 0.5 * tier.short), true),
          firing(subject, alert, over, false),
          holds(above(tier.long), over),
        ],
      },
    );
  },
};
