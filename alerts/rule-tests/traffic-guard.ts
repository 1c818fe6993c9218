import { finePace, firing, grid, idle, inShares, lagOf, play, type TierScenario } from './subject';
import type { Stretch } from './timeline';

/** Every other event fails, and hardly anything happens: a ratio of a half, and still no alert before enough have failed. */
export const loneFailuresAreNotWorthIt: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation, plan } = subject;
    if (slo.guard?.kind !== 'bad-events' || !inShares(subject)) return undefined;
    const { tier } = alert;
    const { minimum } = slo.guard;
    const lag = lagOf(subject, alert);
    const gap = Math.max(
      interval,
      grid(subject).down(Math.min(tier.short * 0.9, tier.long / (minimum + 1), plan.base / 2)),
    );
    const lone: Stretch[] = [
      { length: interval, good: 60_000 / interval, bad: 60_000 / interval },
      idle(gap - interval),
    ];
    // A counter is new only where its process was already seen a window before.
    const before = grid(subject).up((lag === 0 ? tier.long : plan.base) + interval);
    const last = before + gap * (minimum - 1);
    const wait = lag + 2 * evaluation;
    return play(
      subject,
      `${tier.name}: ${minimum - 1} bad events are not worth it, ${minimum} are`,
      [
        idle(before, { badUnseen: true }),
        ...Array.from({ length: minimum - 1 }, () => lone).flat(),
        idle(lag),
        ...lone,
        idle(wait + evaluation),
      ],
      {
        expressions: [
          firing(subject, alert, grid(subject).down(last + lag - evaluation), false),
          firing(subject, alert, grid(subject).up(last + lag + wait), true),
        ],
      },
    );
  },
};

/** The long window still remembers an outage when one more request fails: that alone brings no ticket back, a second one does. */
export const loneFailuresBringNothingBack: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation, plan } = subject;
    const { tier } = alert;
    if (slo.guard?.kind !== 'bad-events' || !inShares(subject) || tier.urgency !== 'ticket') return undefined;
    const { up } = grid(subject);
    const lag = lagOf(subject, alert) + 2 * evaluation;
    const failure = { length: interval, good: 60_000 / interval, bad: 60_000 / interval };
    const before = up(plan.base + interval);
    const outage = up(2 * slo.guard.minimum * interval);
    const over = up(tier.short + lag);
    const once = before + outage + over + up(lag);
    return play(
      subject,
      `${tier.name}: after an outage one bad event brings nothing back, two do`,
      [
        idle(before, { badUnseen: true }),
        { ...failure, length: outage },
        idle(over),
        failure,
        idle(up(lag) - interval),
        failure,
        idle(up(lag) + evaluation),
      ],
      {
        expressions: [
          firing(subject, alert, before + outage + lag, true),
          firing(subject, alert, once, false),
          firing(subject, alert, once + up(lag), true),
        ],
      },
    );
  },
};
