import { metrics } from '../compiler/conventions';
import { errorBudget } from '../compiler/model';
import { shownAlert } from './shown-alert';
import {
  finePace,
  firing,
  grid,
  holds,
  inShares,
  lagOf,
  missingIsZero,
  near,
  ownFilter,
  play,
  type Subject,
  stretch,
  type TierAlert,
  type TierScenario,
  traffic,
} from './subject';

/** From the first sample on everything is bad in the same share, so all windows show it at once. */
const constantShare = (subject: Subject, alert: TierAlert, times: number) => ({
  share: times * alert.tier.factor * errorBudget(subject.slo),
  at: grid(subject).up(2 * (lagOf(subject, alert) || alert.tier.short)),
});

/** Also the one place where the whole alert is compared: its labels and the texts people will read. */
export const firesAboveTheBoundary: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { share, at } = constantShare(subject, alert, 1.02);
    if (!inShares(subject) || share > 1) return undefined;
    const { slo } = subject;
    const { tier, rule } = alert;
    const lower = subject.alerts.filter((other) => other.tier.factor <= tier.factor && other.rule.alert === rule.alert);
    return play(
      subject,
      `${tier.name}: fires at 1.02 times the threshold, and says so`,
      [stretch(at + subject.evaluation, share)],
      {
        expressions: [
          firing(subject, alert, at, true),
          ...[tier.short, tier.long].map((window) =>
            holds(near(`${metrics.errorRatio(window)}${ownFilter(slo)}`, share), at),
          ),
          ...[tier.short, tier.long]
            .filter((window) => subject.plan.fresh.includes(window) && window <= at)
            .map((window) => holds(near(`${metrics.total(window)}${ownFilter(slo)}`, traffic * (window / 60_000)), at)),
        ],
        alerts: [
          {
            alert: rule.alert,
            at,
            instances: lower.map((each) => shownAlert(slo, each.rule, share)),
          },
        ],
      },
    );
  },
};

export const silentBelowTheBoundary: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    const { share, at } = constantShare(subject, alert, 0.98);
    if (!inShares(subject)) return undefined;
    return play(
      subject,
      `${alert.tier.name}: is silent at 0.98 times the threshold`,
      [stretch(at + subject.evaluation, share)],
      {
        expressions: [firing(subject, alert, at, false)],
      },
    );
  },
};

/** No event was ever good: there is no series that counts good ones, and all is bad; if it is certain that there should be one. */
export const firesWhenNothingEverWorked: TierScenario = {
  pace: finePace,
  build(subject, alert) {
    if (!inShares(subject)) return undefined;
    const { at } = constantShare(subject, alert, 1);
    if (!missingIsZero(subject.slo))
      return play(
        subject,
        `${alert.tier.name}: makes up no ratio where the series of the good events is missing`,
        [stretch(at + subject.evaluation, 1, { goodUnseen: true })],
        {
          expressions: [
            firing(subject, alert, at, false),
            {
              expr: `count(${metrics.errorRatio(alert.tier.long)}${ownFilter(subject.slo)}) or vector(0)`,
              at,
              value: 0,
            },
          ],
        },
      );
    return play(
      subject,
      `${alert.tier.name}: fires when nothing ever worked`,
      [stretch(at + subject.evaluation, 1, { goodUnseen: true })],
      {
        expressions: [
          firing(subject, alert, at, true),
          holds(near(`${metrics.errorRatio(alert.tier.long)}${ownFilter(subject.slo)}`, 1), at),
        ],
      },
    );
  },
};
