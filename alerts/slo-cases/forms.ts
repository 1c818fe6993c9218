import { parseDuration } from '@sightline/promql';
import { exampleSlo } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import { googleWindows } from '../compiler/windows/burn-rate-windows';
import { ratio, type SloCase } from './slo-case';

const halfFails = {
  'requests_total{code="500"}': '0+100x240',
  'requests_total{code="200"}': '0+100x240',
};
const works = { series: halfFails, expect: [{ expr: ratio('1h'), at: 115, is: 0.5 }] };
const indented = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
const service = 'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: shop }\nspec: { description: a shop }\n';
const guarded = 'name: ShopBudget, annotations: { sightline.dev/min-bad-events: "5", summary: too many errors }';
const policy = `apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: cpu-usage-breach }
spec:
  severity: critical
  condition: { kind: burnrate, op: lte, threshold: 2, lookbackWindow: 1h, alertAfter: 5m }
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: { name: OnCall }
spec: { description: Notifies by mail, target: email }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: AlertPolicy }
spec:
  alertWhenBreaching: true
  conditions: [{ conditionRef: cpu-usage-breach }]
  notificationTargets: [{ targetRef: OnCall }]
---
`;

/** The formats as people write them, and hints that work in the format they are given for. */
export const formCases: readonly SloCase[] = [
  {
    name: 'a list of values for one label',
    text: exampleSlo().replace(
      'metadata:',
      'metadata:\n  labels: { userImpacting: ["true"], team: [a, b], number: 5 }',
    ),
    diagnostics: [],
    world: {
      series: halfFails,
      expect: [
        { expr: 'count(slo:sli_error:ratio_rate1h{userImpacting="true",team="a,b",number="5"})', at: 115, is: 1 },
      ],
    },
  },
  { name: 'a list of documents', text: indented(exampleSlo()) + indented(service), diagnostics: [], world: works },
  {
    name: 'a mistake in a list of documents',
    text: indented(service) + indented(exampleSlo({ bad: 'requests_total{' })),
    diagnostics: ['error promql 12'],
  },
  {
    name: 'null for alertPolicies that are to be written',
    text: exampleSlo({ more: 'alertPolicies: # to be written\n  description:' }),
    diagnostics: [],
    world: works,
  },
  {
    name: 'anchors',
    text: exampleSlo({ more: 'description: *name' }).replace(
      'name: shop-availability',
      'name: &name shop-availability',
    ),
    diagnostics: [],
    world: works,
  },
  {
    name: 'merge keys in OpenSLO',
    text: exampleSlo().replace('annotations: {', 'annotations: {<<: { sightline.dev/min-bad-events: "9" },'),
    diagnostics: [],
    world: works,
  },
  {
    name: 'merge keys in a Sloth file',
    text: `version: "prometheus/v1"
service: shop
slos:
  - &base
    name: availability
    objective: 99.9
    sli: { events: { error_query: 'sum(rate(requests_total{code="500"}[{{.window}}]))', total_query: 'sum(rate(requests_total[{{.window}}]))' } }
    alerting: &alerting { ${guarded} }
  - <<: *base
    name: availability-eu
    alerting: { <<: *alerting, name: ShopEu }
`,
    diagnostics: [],
    world: { series: halfFails, expect: [{ expr: `count(${ratio('1h')} == 0.5)`, at: 115, is: 2 }] },
  },
  { name: 'an alias of nothing', text: exampleSlo({ more: 'description: *nothing' }), diagnostics: ['error yaml 12'] },
  {
    name: 'aliases that would fill the memory',
    text: exampleSlo().replace(
      'metadata:',
      `x: [&a [x, x, x, x, x, x, x, x, x], ${'bcdefg'.replace(/./g, (name, index) => `&${name} [${`*${'abcdef'[index]},`.repeat(9)}], `)} 1]\nmetadata:`,
    ),
    diagnostics: ['error yaml 1'],
  },
  {
    name: 'carriage returns, of Sloth',
    text: exampleSloth({ alerting: guarded }).replaceAll('\n', '\r\n'),
    diagnostics: [],
    world: works,
  },
  {
    name: 'carriage returns and a byte order mark',
    text: `\ufeff${exampleSlo().replaceAll('\n', '\r\n')}`,
    diagnostics: [],
    world: works,
  },
  {
    name: 'the whole file twice',
    text: exampleSloth() + exampleSloth(),
    diagnostics: ['error yaml 10', 'error yaml 11', 'error yaml 12'],
  },
  { name: 'nothing but a comment', text: '# nothing yet\n', diagnostics: ['error nothing-read -'] },
  { name: 'a service alone', text: service, diagnostics: ['error nothing-read -'] },
  {
    name: 'a policy, its condition and its target by reference',
    text: policy + exampleSlo({ more: 'alertPolicies: [{ alertPolicyRef: AlertPolicy }]' }),
    diagnostics: ['warning op 6'],
    words: /as the bound that must hold/,
    world: {
      series: halfFails,
      expect: [{ expr: 'count(ALERTS{alertstate="firing",tier="cpu-usage-breach",notify="OnCall"})', at: 115, is: 1 }],
    },
  },
  {
    name: 'a condition that is nowhere',
    text: `${policy.replace('conditionRef: cpu-usage-breach', 'conditionRef: cpu-breach')}${exampleSlo({ more: 'alertPolicies: [{ alertPolicyRef: AlertPolicy }]' })}`,
    diagnostics: ['error missing-reference 18'],
    words: /no AlertCondition named cpu-breach[\s\S]*cpu-usage-breach/,
  },
  {
    name: 'a target that stands in the policy, and a data source',
    text: `apiVersion: openslo/v1
kind: DataSource
metadata: { name: prometheus }
spec: { type: Prometheus, connectionDetails: { url: "http://localhost:9090" } }
---
${exampleSlo({
  more: 'alertPolicies: [{ metadata: { name: fast }, spec: { alertWhenBreaching: true, conditions: [{ spec: { severity: critical, condition: { op: gt, threshold: 14.4, lookbackWindow: 1h } } }], notificationTargets: [{ kind: AlertNotificationTarget, metadata: { name: OnCall }, spec: { target: slack } }] } }]',
}).replaceAll('metricSource: {', 'metricSource: { type: Prometheus, metricSourceRef: prometheus,')}`,
    diagnostics: [],
    world: {
      series: halfFails,
      expect: [{ expr: 'count(ALERTS{alertstate="firing",notify="OnCall"})', at: 115, is: 1 }],
    },
  },
  {
    name: 'an objective of 10 % in a Sloth file',
    text: exampleSloth({ objective: 10, raw: 'avg_over_time(usage_percent[{{.window}}]) / 100' }),
    diagnostics: ['warning never-fires 4', 'error never-fires 9'],
    words: /page_alert: \{ disable: true \}/,
  },
  {
    name: 'an objective of 10 % with its page turned off, as the hint says',
    text: exampleSloth({
      objective: 10,
      raw: 'avg_over_time(usage_percent[{{.window}}]) / 100',
      alerting: 'name: Shop, page_alert: { disable: true }',
    }),
    diagnostics: ['warning never-fires 4'],
    world: {
      series: { usage_percent: '95x240' },
      expect: [
        { expr: ratio('1h'), at: 115, is: 0.95 },
        { expr: 'count(ALERTS{alertstate="firing",tier="ticket-slow"})', at: 115, is: 1 },
      ],
    },
  },
  {
    name: 'an objective of 90 % in a Sloth file',
    text: exampleSloth({ objective: 90, alerting: guarded }),
    diagnostics: ['warning never-fires 4'],
    words: /page-quick can never fire.*it is left out/,
    world: {
      series: { 'requests_total{code="500"}': '0+100x240' },
      expect: [{ expr: 'count(ALERTS{alertstate="firing",tier=~"page-.*"})', at: 115, is: 1 }],
    },
  },
  {
    name: 'an objective of 90 % in OpenSLO',
    text: exampleSlo({ objective: 'target: 0.9' }),
    diagnostics: ['error never-fires 4'],
    words: /sightline\.dev\/tiers: "page-slow, ticket-quick, ticket-slow"/,
  },
  {
    name: 'an objective of 90 % in OpenSLO with the other tiers, as the hint says',
    text: exampleSlo({
      annotations: 'sightline.dev/min-bad-events: "5", sightline.dev/tiers: "page-slow, ticket-quick, ticket-slow"',
      objective: 'target: 0.9',
    }),
    diagnostics: [],
    world: works,
  },
  {
    name: 'a hint for OpenSLO followed where Sloth does not read it',
    text: exampleSloth().replace(
      'service: shop',
      'service: shop\nmetadata: { annotations: { sightline.dev/min-bad-events: "5" } }',
    ),
    diagnostics: ['warning unknown-key 3', 'warning single-event-pages 5'],
    words: /belong under alerting\.annotations/,
  },
  {
    name: 'that hint followed where it says',
    text: exampleSloth({ alerting: guarded }),
    diagnostics: [],
    world: {
      series: { 'requests_total{code="500"}': '0x200 3x40', 'requests_total{code="200"}': '0x240' },
      expect: [{ expr: 'count(ALERTS{tier="page-quick"})', at: 115, is: 'none' }],
    },
  },
  {
    name: 'a misspelt annotation of ours in a Sloth file',
    text: exampleSloth({ alerting: 'name: Shop, annotations: { sightline.dev/min-bad-event: "5" }' }),
    diagnostics: ['warning single-event-pages 4', 'error annotation 9'],
  },
  {
    name: 'a Sloth file with windows of a week',
    text: exampleSloth({ objective: 99, alerting: guarded }),
    options: {
      period: parseDuration('7d') ?? 0,
      windows: googleWindows.slice(1).map((table) => ({ ...table, period: parseDuration('7d') ?? 0 })),
    },
    diagnostics: [],
    world: works,
  },
];
