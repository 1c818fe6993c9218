import { metrics } from '../compiler/conventions';
import { alwaysEnough, enoughEvents } from '../compiler/enough-events';
import { errorBudget, type Slo } from '../compiler/model';
import type { Tier } from '../compiler/windows/tiers';
import { finePace, firing, grid, holds, idle, inShares, lagOf, ownFilter, play, type TierScenario } from './subject';
import type { Stretch } from './timeline';

/** Every other event fails, and hardly anything happens: a ratio of a half, and still no alert before enough have failed. */
export const loneFailuresAreNotWorthIt: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation, plan } = subject;
    const { tier } = alert;
    const minimum = fewestAlone(slo, tier);
    if (minimum === undefined || !inShares(subject)) return undefined;
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
      `${tier.name}: ${minimum === 2 ? 'one bad event is' : `${minimum - 1} bad events are`} not worth it, ${minimum} are`,
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

/** How many bad events it takes when there is as good as nothing else; one good event comes with each. */
function fewestAlone({ guard, ...slo }: Slo, { urgency }: Tier): number | undefined {
  if (guard?.kind === 'bad-events') return guard.minimum;
  if (guard?.kind !== 'by-traffic') return undefined;
  return enoughEvents(slo, urgency).find(({ bad, among }) => 2 * bad <= among)?.bad ?? alwaysEnough;
}

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

/**
 * By traffic: what was told once is not told again for a lone failure, whatever the ratio is then; it is for as many as are no chance
 * in the short window.
 */
export const toldOnceIsToldOnce: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation, plan } = subject;
    const { tier } = alert;
    const [one, two] = enoughEvents(slo, 'goes-on');
    if (slo.guard?.kind !== 'by-traffic' || !inShares(subject) || one?.bad !== 1 || two?.bad !== 2) return undefined;
    // So busy that one failure in the short window is chance, and two are not.
    const usual = Math.round(Math.sqrt(one.among * two.among));
    const calm = { good: (usual * 60_000) / tier.short, bad: 0 };
    const failure = { ...calm, length: interval, bad: 60_000 / interval };
    const { up } = grid(subject);
    const lag = lagOf(subject, alert) + 2 * evaluation;
    const before = up((lagOf(subject, alert) === 0 ? tier.long : plan.base) + interval);
    const outage = { length: interval, good: 0, bad: (2 * usual * 60_000) / interval };
    const over = up(tier.short + lag);
    const once = before + interval + over + lag;
    if (once + lag > before + tier.long) return undefined;
    return play(
      subject,
      `${tier.name}: after an outage one bad event among ${usual} tells nothing again, two do`,
      [
        idle(before, { badUnseen: true }),
        outage,
        { ...calm, length: over },
        failure,
        { ...calm, length: lag - interval },
        failure,
        { ...calm, length: lag + evaluation },
      ],
      {
        expressions: [
          firing(subject, alert, before + interval + lag, true),
          firing(subject, alert, once - interval, false),
          firing(subject, alert, once, false),
          firing(subject, alert, once + lag, true),
        ],
      },
    );
  },
};

/** By traffic: the same number of failures is enough among few events, and chance among more. */
export const moreTrafficTakesMore: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { slo, interval, evaluation, plan } = subject;
    const { tier } = alert;
    const [few, more] = enoughEvents(slo, tier.urgency);
    if (slo.guard?.kind !== 'by-traffic' || !inShares(subject) || !few || !more) return undefined;
    // A minute apart, samples see four fifths of a jump.
    const among = Math.round(1.5 * few.among);
    // Where the ratio alone is silent, there is nothing to guard.
    if (few.bad / among < 1.1 * tier.factor * errorBudget(slo) || among > more.among) return undefined;
    const { up } = grid(subject);
    const lag = lagOf(subject, alert) + 2 * evaluation;
    const before = up((lagOf(subject, alert) === 0 ? tier.long : plan.base) + interval);
    const busy = { length: interval, good: (among * 60_000) / interval, bad: (few.bad * 60_000) / interval };
    const seen = before + interval + up(lag);
    return play(
      subject,
      `${tier.name}: ${few.bad} bad events among ${among} are chance, ${more.bad} are not`,
      [
        idle(before, { badUnseen: true }),
        busy,
        idle(up(lag)),
        { length: interval, good: 0, bad: 60_000 / interval },
        idle(up(lag) + evaluation),
      ],
      {
        expressions: [
          firing(subject, alert, seen, false),
          holds(`${metrics.errorRatio(tier.long)}${ownFilter(slo)} > ${tier.factor * errorBudget(slo)}`, seen),
          firing(subject, alert, seen + interval + up(lag), true),
        ],
      },
    );
  },
};
