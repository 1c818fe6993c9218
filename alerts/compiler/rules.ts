import type { Milliseconds } from '@sightline/promql';

export type Labels = Readonly<Record<string, string>>;

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Labels;
}

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: Milliseconds;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export type Rule = RecordingRule | AlertingRule;

/** `interval` undefined: Prometheus's own evaluation interval. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: Milliseconds;
  readonly rules: readonly Rule[];
}

export const isAlert = (rule: Rule): rule is AlertingRule => 'alert' in rule;
