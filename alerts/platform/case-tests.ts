import { duration, findNodes, type Milliseconds, parseDuration, parsePromql } from '@sightline/promql';
import type { AlertingRule, Labels } from '../compiler/rules';
import type { RuleTest } from '../rule-tests/promtool-file';
import type { AlertCase } from './case-file';
import { render } from './render';
import { almost, expires, firesAndEnds, idle, missing, restart, silentWhen } from './scenarios';
import type { Subject } from './subject';

/** Everything that must hold of an alert in its cases. */
export const alertTests = (rule: AlertingRule, cases: readonly AlertCase[]): RuleTest[] =>
  cases.flatMap((each, index) => caseTests(rule, each, index === 0 ? rule.alert : `${rule.alert} (${index + 1})`));

function caseTests(rule: AlertingRule, alertCase: AlertCase, name: string): RuleTest[] {
  const window = Math.min(Math.max(duration('1m'), longestWindow(rule.expr)), duration('10m'));
  const subject: Subject = { name, rule, alertCase, window, as: labelsOf(rule, alertCase) };
  return [
    firesAndEnds,
    almost,
    expires,
    missing,
    idle,
    restart,
    ...Object.keys(alertCase.silent).map(silentWhen),
  ].flatMap((scenario) => scenario(subject) ?? []);
}

const labelsOf = (rule: AlertingRule, { labels, value }: AlertCase): Labels => ({
  alertname: rule.alert,
  ...labels,
  ...Object.fromEntries(Object.entries(rule.labels).map(([name, text]) => [name, render(text, labels, value)])),
});

const longestWindow = (expr: string): Milliseconds =>
  Math.max(
    0,
    ...findNodes(parsePromql(expr), 'NumberDurationLiteralInDurationContext').map(
      ({ from, to }) => parseDuration(expr.slice(from, to)) ?? 0,
    ),
  );
