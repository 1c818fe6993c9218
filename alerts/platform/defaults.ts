import type { AlertingRule } from '../compiler/rules';
import type { RuleFile } from './rule-file';

/** Where to look first, by component. A label of the alert in it chooses what the dashboard shows. */
const dashboards: Readonly<Record<string, string>> = {
  backends: '/d/sightline-telemetry-pipeline',
  bank: '/d/sightline-order-journey',
  database: '/d/sightline-service?var-service={{ $labels.service_name }}',
  host: '/d/sightline-host',
  http: '/d/sightline-service?var-service={{ $labels.service_name }}',
  kafka: '/d/sightline-kafka',
  outbox: '/d/sightline-kafka',
  pipeline: '/d/sightline-telemetry-pipeline',
  release: '/d/sightline-before-and-after?var-service={{ $labels.service_name }}',
  runtime: '/d/sightline-service?var-service={{ $labels.service_name }}',
  telemetry: '/d/sightline-telemetry-pipeline',
};

const overview = '/d/sightline-overview';

/** What the author of an alert need not write, and must not forget. What is written stays. */
export const withDefaults = ({ component, groups }: RuleFile): RuleFile => ({
  component,
  groups: groups.map((group) => ({ ...group, rules: group.rules.map((rule) => complete(rule, component)) })),
});

const complete = (rule: AlertingRule, component: string): AlertingRule => ({
  ...rule,
  expr: rule.expr.trim(),
  labels: { component, team: 'platform', ...rule.labels },
  annotations: {
    runbook_url: `alerts/runbooks/${rule.alert}.md`,
    dashboard_url: dashboards[component] ?? overview,
    ...rule.annotations,
  },
});
