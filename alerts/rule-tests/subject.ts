import type { Milliseconds } from '@sightline/promql';
import { labels as names } from '../compiler/conventions';
import { identityLabels } from '../compiler/identity';
import { labelFilter } from '../compiler/label-filter';
import type { Slo } from '../compiler/model';
import type { AlertingRule } from '../compiler/rules';
import { partOf } from '../compiler/sightline/event-rules';
import { partOfTotal } from '../compiler/sightline/part-of-total';
import type { WindowPlan } from '../compiler/sightline/window-plan';
import type { Tier } from '../compiler/windows/tiers';
import type { ExpressionCheck, RuleTest } from './promtool-file';
import type { Signal } from './signal';
import { type Stretch, writeValues } from './timeline';

/** One SLO under test, at one pace. */
export interface Subject {
  readonly slo: Slo;
  readonly plan: WindowPlan;
  readonly alerts: readonly TierAlert[];
  readonly signals: readonly Signal[];
  /** Between two evaluations, and between two samples. */
  readonly evaluation: Milliseconds;
  readonly interval: Milliseconds;
}

export interface TierAlert {
  readonly tier: Tier;
  readonly rule: AlertingRule;
}

/** Something that must hold of an SLO, or of each of its alerts, with the evaluation interval it is best looked at. */
export interface SloScenario {
  pace(slo: Slo, plan: WindowPlan): Milliseconds;
  build(subject: Subject): RuleTest | undefined;
}
export interface TierScenario {
  pace(tier: Tier): Milliseconds;
  build(subject: Subject, alert: TierAlert): RuleTest | undefined;
}

/** Events per minute: many, so that no traffic guard is in the way. */
export const traffic = 1000;

export const stretch = (length: Milliseconds, badShare: number, more: Partial<Stretch> = {}): Stretch => ({
  length,
  good: traffic * (1 - badShare),
  bad: traffic * badShare,
  ...more,
});

export const idle = (length: Milliseconds, more: Partial<Stretch> = {}): Stretch => ({
  length,
  good: 0,
  bad: 0,
  ...more,
});

/** The test with its series written out. */
export const play = (
  { signals, interval }: Subject,
  name: string,
  stretches: readonly Stretch[],
  checks: Pick<RuleTest, 'expressions' | 'alerts'>,
): RuleTest => ({
  name,
  series: signals.map((signal) => ({ series: signal.series, values: writeValues(signal, stretches, interval) })),
  ...checks,
});

/** Whether an alert fires at an instant, with all the labels it must have. */
export const firing = (
  { slo }: Subject,
  { tier, rule }: TierAlert,
  at: Milliseconds,
  fires: boolean,
): ExpressionCheck => {
  const own = { alertname: rule.alert, alertstate: 'firing', [names.id]: slo.id, ...rule.labels };
  const filter = Object.entries(own).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
  return { expr: `count(ALERTS{${filter.join(',')}}) or vector(0)`, at: at + tier.alertAfter, value: fires ? 1 : 0 };
};

/** A condition that must hold. */
export const holds = (condition: string, at: Milliseconds): ExpressionCheck => ({
  expr: `count(${condition})`,
  at,
  value: 1,
});

/** All labels that every series of the SLO carries. */
export const ownFilter = (slo: Slo) => labelFilter({ ...identityLabels(slo), ...slo.labels });

/** `metric` is within a hundredth of `value`. */
export const near = (metric: string, value: number) => `abs(${metric} / ${value} - 1) < 0.01`;

/** Events can be bad in any share; a value, or a slice, is good or bad as a whole. */
export const inShares = ({ slo, signals }: Subject) =>
  slo.budgeting.method !== 'timeslices' && signals.every(({ follows }) => follows.kind === 'events');

/** Whether a part whose series is missing is 0: the queries prove that it is a part of the total. Else nothing is known. */
export const missingIsZero = ({ sli }: Slo) =>
  (sli.kind === 'bad' || sli.kind === 'good') && partOfTotal(partOf(sli), sli.total) === 'subset';

/** How long a new event takes to weigh fully: nothing in fresh windows, the base window in sums. */
export const lagOf = ({ plan, evaluation }: Subject, { tier }: TierAlert) =>
  plan.fresh.includes(tier.short) && plan.fresh.includes(tier.long) ? 0 : Math.max(plan.base, evaluation);

/** Instants at which the rules are evaluated. */
export const grid = ({ evaluation }: Subject) => ({
  down: (time: Milliseconds) => Math.floor(time / evaluation) * evaluation,
  up: (time: Milliseconds) => Math.ceil(time / evaluation) * evaluation,
});

/** Samples a minute apart are enough from three minutes on. */
export const seenInMinutes = (window: Milliseconds) => window >= 180_000;

/** A shorter window needs samples and evaluations every few seconds. */
export const finePace = ({ short }: Tier): Milliseconds => (seenInMinutes(short) ? 60_000 : 5_000);
