/** What every input format is turned into, and all that the rule makers see. */
import type { CounterSelector, Counts, Milliseconds } from '@sightline/promql';
import type { Labels } from './rules';

/** A number of events over a window: a counter, or an expression with `{{.window}}` that is provably a sum of increases of counters. */
export type Quantity =
  | { readonly kind: 'counter'; readonly selector: CounterSelector }
  | { readonly kind: 'template'; readonly text: string; readonly counts: Counts };

export type Operator = 'lt' | 'lte' | 'gt' | 'gte';

export type Sli =
  | { readonly kind: 'bad'; readonly bad: Quantity; readonly total: Quantity }
  | { readonly kind: 'good'; readonly good: Quantity; readonly total: Quantity }
  /**
   * A ratio from 0 to 1 that is taken as it is: somebody else computed it, or its parts are no counts that could be added up over
   * windows. It has no events: every instant weighs the same. `parts`: it is made of these two queries.
   */
  | {
      readonly kind: 'ratio';
      readonly ratio: string;
      readonly means: 'failure' | 'success';
      readonly parts?: { readonly events: string; readonly total: string };
      /** The labels of its series; undefined when the query leaves that to the metric. */
      readonly labels: readonly string[] | undefined;
    }
  /** A value that must satisfy `query op value`. */
  | {
      readonly kind: 'threshold';
      readonly query: string;
      readonly op: Operator;
      readonly value: number;
      readonly labels: readonly string[] | undefined;
    };

export type Budgeting =
  | { readonly method: 'occurrences' }
  /** A slice is good when its good ratio reaches `target`. */
  | { readonly method: 'timeslices'; readonly slice: Milliseconds; readonly target: number }
  /** The period's ratio is the mean of the slices' ratios. */
  | { readonly method: 'ratio-timeslices'; readonly slice: Milliseconds };

/** Calendar periods are counted in UTC: PromQL knows no other zone. */
export type Calendar =
  | { readonly unit: 'month' | 'quarter' | 'year' }
  | { readonly unit: 'fixed'; readonly start: Milliseconds };

/** `ignore`: no events, no budget spent. `alert`: the same, and an alert. `good`, `bad`: what a slice without events counts as. */
export type NoDataPolicy = 'ignore' | 'alert' | 'good' | 'bad';

/** When an alert has seen enough: `by-traffic` takes as many bad events as its traffic makes more than chance. */
export type Guard =
  | { readonly kind: 'by-traffic' }
  | { readonly kind: 'bad-events'; readonly minimum: number }
  | { readonly kind: 'requests'; readonly minimum: number };

/** Highest first: a firing tier silences the ones after it. */
export const tierNames = ['outage', 'page-quick', 'page-slow', 'ticket-quick', 'ticket-slow'] as const;
export type TierName = (typeof tierNames)[number];
export type Urgency = 'page' | 'ticket';
export const urgencyOf = (tier: TierName): Urgency => (tier.startsWith('ticket') ? 'ticket' : 'page');

/**
 * Planned work, in UTC: once, or every week. `start` and `end` since the epoch; of what is weekly those of the first time, so that
 * `start` is less than a week.
 */
export interface Maintenance {
  readonly kind: 'once' | 'weekly';
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** Labels and annotations an author gives to the alerts of one urgency; absent when the author turned them off. */
export interface AlertMeta {
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** A burn-rate condition of an AlertPolicy that is none of the table's. */
export interface BurnRateCondition {
  readonly name: string;
  readonly severity: string;
  readonly factor: number;
  readonly lookback: Milliseconds;
  readonly alertAfter: Milliseconds;
}

export interface Origin {
  readonly file: string;
  readonly line: number;
  /** What the info metric calls the input. */
  readonly spec: 'openslo/v1' | 'prometheus/v1' | 'sloth.slok.dev/v1';
  /** Where in the file this objective stands: `spec.objectives[0]`. */
  readonly path: string;
  /** A place within the SLO, for what is found after parsing. */
  placeOf(path: readonly PropertyKey[]): { readonly line: number; readonly path: string };
  /** The Kubernetes object that it stands in: the object that is made of it is called alike. */
  readonly object?: KubernetesMetadata;
}

export interface KubernetesMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** Whether it was written for Sloth, in either of its forms. */
export const isForSloth = ({ origin }: Pick<Slo, 'origin'>) => origin.spec !== 'openslo/v1';

export interface Slo {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  /** How people call the service. */
  readonly serviceTitle: string;
  readonly description: string;
  /** Percent, as written: 99.9. */
  readonly objective: number;
  readonly period: Milliseconds;
  readonly calendar?: Calendar;
  readonly budgeting: Budgeting;
  readonly sli: Sli;
  readonly labels: Labels;
  /** The labels that tell its series apart: what the author asks for, or what the queries keep. */
  readonly groupBy: readonly string[];
  readonly instanceLabel: string;
  readonly alertName: string;
  readonly alerts: Readonly<Partial<Record<Urgency, AlertMeta>>>;
  readonly severities: Readonly<Record<Urgency, string>>;
  readonly tiers: readonly TierName[];
  readonly conditions: readonly BurnRateCondition[];
  /** Whether the alerts are those of AlertPolicy objects, and not the usual ones. */
  readonly namedByPolicies: boolean;
  readonly guard?: Guard;
  readonly noData: NoDataPolicy;
  readonly maintenance: readonly Maintenance[];
  readonly runbook?: string;
  readonly dashboard?: string;
  readonly origin: Origin;
}

/** The share of events that may be bad. Decimal arithmetic: 99.9 gives 0.001, not 0.0009999999999999432. */
export const errorBudget = ({ objective }: Pick<Slo, 'objective'>) => Number(((100 - objective) / 100).toPrecision(12));
