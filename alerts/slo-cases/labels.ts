import { exampleSlo } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import type { SloCase } from './slo-case';

const guard = 'sightline.dev/min-bad-events: "5"';
const condition = (name: string, more: string) =>
  `{ metadata: { name: ${name} }, spec: { alertWhenBreaching: true, conditions: [{ metadata: { name: ${name} }, spec: { severity: critical, condition: { op: gt, ${more} } } }] } }`;
const allFails = {
  'requests_total{code="500",tier="gold"}': '0+100x240',
  'requests_total{code="500",tier="silver"}': '0+100x240',
};

/** Labels, texts and severities: no two alerts are one, no text is a template by accident, no alert is lost on its way. */
export const labelCases: readonly SloCase[] = [
  ...['tier', 'severity', 'alertname', 'sloth_window', 'sloth_id', 'sloth_severity'].map(
    (label): SloCase => ({
      name: `groups by ${label}, which the rules write themselves`,
      text: exampleSlo({ annotations: `${guard}, sightline.dev/group-by: ${label}` }),
      diagnostics: ['error label 5'],
      words: new RegExp(`by ${label}, which the rules write`),
    }),
  ),
  {
    name: 'groups by a label that the SLO gives',
    text: exampleSlo({ annotations: `${guard}, sightline.dev/group-by: team` }).replace(
      'metadata:',
      'metadata:\n  labels: { team: shop }',
    ),
    diagnostics: ['error label 6'],
    words: /SLO itself gives/,
  },
  {
    name: 'groups by tier under another name, as the hint says',
    text: exampleSlo({
      annotations: guard,
      bad: 'sum by (customer) (label_replace(increase(requests_total{code=~"5.."}[{{.window}}]), "customer", "$1", "tier", "(.*)"))',
      total:
        'sum by (customer) (label_replace(increase(requests_total[{{.window}}]), "customer", "$1", "tier", "(.*)"))',
    }),
    diagnostics: ['warning unproven-part 4'],
    world: {
      series: allFails,
      expect: [
        { expr: 'count(ALERTS{alertstate="firing",tier="page-quick",customer=~"gold|silver"})', at: 115, is: 2 },
      ],
    },
  },
  {
    name: 'groups that the template has summed over',
    text: exampleSlo({
      annotations: `${guard}, sightline.dev/group-by: route`,
      bad: 'sum(rate(requests_total{code=~"5.."}[{{.window}}]))',
      total: 'sum(rate(requests_total[{{.window}}]))',
    }),
    diagnostics: ['error group-by 5'],
    words: /sum by \(route\)/,
  },
  {
    name: 'a Sloth query that keeps tier',
    text: exampleSloth({
      error: 'sum by (tier) (rate(requests_total{code=~"5.."}[{{.window}}]))',
      total: 'sum by (tier) (rate(requests_total[{{.window}}]))',
    }),
    diagnostics: ['warning single-event-pages 4', 'error label 8'],
    words: /told apart by tier/,
  },
  ...['tier', 'severity', 'sloth_id', 'service_name', 'alertname'].map(
    (label): SloCase => ({
      name: `the label ${label} in OpenSLO's metadata`,
      text: exampleSlo().replace('metadata:', `metadata:\n  labels: { ${label}: gold }`),
      diagnostics: ['error label 4'],
      words: new RegExp(`the label ${label} cannot be given`),
    }),
  ),
  {
    name: "Sloth's own example of labels, with a tier, on the recorded series",
    text: exampleSloth({
      labels: 'owner: me, tier: "2"',
      alerting: 'name: Shop, page_alert: { labels: { severity: critical } }',
    }),
    diagnostics: ['warning single-event-pages 4', 'warning label 6'],
    world: {
      series: allFails,
      expect: [
        { expr: 'count(slo:sli_error:ratio_rate1h{tier="2"})', at: 115, is: 1 },
        { expr: 'count(ALERTS{alertstate="firing",tier="page-quick",severity="critical"})', at: 115, is: 1 },
      ],
    },
  },
  ...['tier: "1"', 'sloth_severity: x', 'sloth_id: y'].map(
    (label): SloCase => ({
      name: `${label} among the labels of Sloth's alerts`,
      text: exampleSloth({ alerting: `name: Shop, labels: { team: platform, ${label} }` }),
      diagnostics: ['warning single-event-pages 4', 'error label 9', 'error label 9'],
      words: /cannot be given/,
    }),
  ),
  {
    name: 'two conditions of one name',
    text: exampleSlo({
      more: `alertPolicies: [${condition('burn', 'threshold: 5, lookbackWindow: 2h')}, ${condition('burn', 'threshold: 2, lookbackWindow: 8h')}]`,
    }),
    diagnostics: ['error duplicate-alert 12'],
    words: /two alerts would be called burn/,
  },
  {
    name: 'a condition with the name of a tier',
    text: exampleSlo({
      more: `alertPolicies: [${condition('a', 'threshold: 14.4, lookbackWindow: 1h')}, ${condition('page-quick', 'threshold: 2, lookbackWindow: 8h')}]`,
    }),
    diagnostics: ['error duplicate-alert 12'],
    words: /called page-quick/,
  },
  {
    name: 'a condition over less than a minute, whose short window is no longer than it',
    text: exampleSlo({ more: `alertPolicies: [${condition('a', 'threshold: 20, lookbackWindow: 40s')}]` }),
    diagnostics: ['warning windows-short 9'],
  },
  {
    name: 'two conditions that say the same',
    text: exampleSlo({
      more: `alertPolicies: [${condition('a', 'threshold: 6, lookbackWindow: 6h')}, ${condition('b', 'threshold: 6, lookbackWindow: 6h')}]`,
    }),
    diagnostics: ['error duplicate-alert 12'],
  },
  {
    name: 'braces in every text of OpenSLO',
    text: exampleSlo({
      annotations: `${guard}, sightline.dev/runbook: "https://wiki/{{ .Page }}", sightline.dev/dashboard: "/d/x?var={{y}}"`,
      more: 'description: "good in {{ .window }} for {{ .Values.team }}, {{{ and }}"',
    }),
    diagnostics: [],
    world: {
      series: { 'requests_total{code="500"}': '0+100x240' },
      expect: [{ expr: 'count(ALERTS{alertstate="firing",tier="page-quick"})', at: 115, is: 1 }],
    },
  },
  {
    name: 'templates that a Sloth author means',
    text: exampleSloth({
      alerting:
        "name: Shop, annotations: { summary: '{{ $labels.sloth_service }}: {{ $value | humanizePercentage }}', more: '{{ if gt $value 0.5 }}half{{ else }}less{{ end }}' }",
    }),
    diagnostics: ['warning single-event-pages 4'],
  },
  ...[
    ["summary: 'in {{ .window'", /never closed/],
    ["summary: '{{ $label.x }}'", /\$label is not set/],
    ["summary: '{{ humanise $value }}'", /no function humanise/],
    ["summary: '{{ if $value }}'", /no \{\{ end \}\}/],
  ].map(
    ([annotation, words]): SloCase => ({
      name: `a Sloth annotation that is no template: ${annotation}`,
      text: exampleSloth({ alerting: `name: Shop, annotations: { ${annotation} }` }),
      diagnostics: ['warning single-event-pages 4', 'error template 9'],
      words: words as RegExp,
    }),
  ),
  {
    name: "OpenSLO's severity page, which no route takes",
    text: exampleSlo({
      more: 'alertPolicies: [{ kind: AlertPolicy, metadata: { name: fast }, spec: { alertWhenBreaching: true, conditions: [{ kind: AlertCondition, metadata: { name: fast }, spec: { severity: page, condition: { kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h } } }], notificationTargets: [{ targetRef: OnCall }] } }]',
    }),
    diagnostics: ['warning no-route 12'],
    words: /severity page[\s\S]*critical \(pager\)/,
    world: {
      series: allFails,
      expect: [{ expr: 'count(ALERTS{alertstate="firing",severity="page",notify="OnCall"})', at: 115, is: 1 }],
    },
  },
  {
    name: "Sloth's severity pageteam, which no route takes",
    text: exampleSloth({
      alerting:
        'name: Shop, page_alert: { labels: { severity: pageteam } }, ticket_alert: { labels: { severity: warning } }',
    }),
    diagnostics: ['warning single-event-pages 4', 'warning no-route 9'],
    words: /pageteam/,
  },
];
