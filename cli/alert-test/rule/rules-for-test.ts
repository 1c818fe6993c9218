import { readFileSync } from 'node:fs';
import type { AlertDefinition } from '@sightline/alerts';
import { parse, stringify } from 'yaml';

/** How often everything is evaluated, and how long an alert must hold, where its rule says longer. */
export const testPace = { evaluation: '1s', for: '2s' } as const;

interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

export interface RulesForTestOptions {
  /** The rules files that the alerts are in, and those they need. */
  readonly files: readonly string[];
  readonly alerts: readonly AlertDefinition[];
}

/**
 * The rules of some alerts as they are, with all that is recorded for them, but at the pace of a test: nobody waits for a `for` of five
 * minutes to see that a message arrives. Other alerts are left out.
 */
export const rulesForTest = (options: RulesForTestOptions): string =>
  rewritten(options, ({ for: holds, keep_firing_for: _, ...rule }) => ({
    ...rule,
    ...(holds ? { for: testPace.for } : {}),
  }));

/** The same alerts with nothing left to fire on: Prometheus then tells that they are over. */
export const endedRules = (options: RulesForTestOptions): string =>
  rewritten(options, ({ alert, labels, annotations }) => ({ alert, labels, annotations, expr: 'vector(0) == 1' }));

type Rule = Readonly<Record<string, unknown>>;

function rewritten({ files, alerts }: RulesForTestOptions, change: (alert: Rule) => Rule): string {
  const groups = files
    .flatMap((file) => (parse(readFileSync(file, 'utf8')) as { groups: RuleGroup[] }).groups)
    .map((group) => ({
      ...group,
      interval: testPace.evaluation,
      rules: group.rules.flatMap((rule) => {
        if (rule.alert === undefined) return [rule];
        return alerts.some((alert) => isOf(rule, alert)) ? [change(rule)] : [];
      }),
    }));
  return stringify({ groups });
}

const isOf = ({ alert, labels = {} }: Rule, { name, labels: own }: AlertDefinition) =>
  alert === name && Object.entries(own).every(([label, value]) => String((labels as Rule)[label]) === value);
