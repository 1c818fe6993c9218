import { duration } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { type CompileOptions, compile } from './compile';
import { exampleSlo, query, ratioOf } from './example-slo';
import type { MetricCatalogue } from './validate/metric-catalogue';

const catalogue: MetricCatalogue = new Map([
  ['requests_total', { labels: ['code', 'route'] }],
  ['latency_seconds_bucket', { labels: ['route'], buckets: [0.1, 0.3, 1] }],
  ['latency_seconds_count', { labels: ['route'] }],
]);

const diagnose = (text: string, options: CompileOptions = {}) =>
  compile([{ file: 'slo.yaml', text }], { catalogue, ...options }).diagnostics;
const codes = (text: string, options?: CompileOptions) =>
  diagnose(text, options).map(({ severity, code }) => `${severity} ${code}`);

describe('an SLO file', () => {
  it('in order has nothing said about it', () => expect(codes(exampleSlo())).toEqual([]));

  it('tells file, line, path, reason and hint of a mistake', () => {
    expect(diagnose(exampleSlo().replace('budgetingMethod', 'budgetingMetod'))).toEqual([
      expect.objectContaining({ code: 'shape', path: 'spec.budgetingMethod', line: 6 }),
      {
        severity: 'error',
        code: 'unknown-key',
        file: 'slo.yaml',
        line: 10,
        path: 'spec.budgetingMetod',
        reason: 'budgetingMetod is not known here',
        hint: 'Did you mean budgetingMethod?',
      },
    ]);
  });

  it('tells all its problems at once', () => {
    const text = exampleSlo({
      annotations: 'sightline.dev/min-bad-event: "5", sightline.dev/tiers: page-fast',
      method: 'Sometimes',
      objective: 'targetPercent: 120',
    });
    expect(diagnose(text).map(({ path }) => path)).toEqual([
      'metadata.annotations.sightline.dev/min-bad-event',
      'metadata.annotations.sightline.dev/tiers',
      'spec.budgetingMethod',
      'spec.objectives[0].targetPercent',
    ]);
  });

  it.each([
    ['an alert that can never fire', exampleSlo({ objective: 'targetPercent: 90' }), 'error never-fires'],
    ['a single event that pages', exampleSlo({ annotations: '' }), 'warning single-event-pages'],
    ['an objective of 100', exampleSlo({ objective: 'targetPercent: 100' }), 'error objective-100'],
    ['a metric that is not in the catalogue', exampleSlo({ total: 'request_total' }), 'error unknown-metric'],
    ['a label that the metric does not have', exampleSlo({ bad: 'requests_total{status="5"}' }), 'error unknown-label'],
    [
      'a threshold that is no bucket',
      exampleSlo({ indicator: ratioOf('good', 'latency_seconds_bucket{le="0.25"}', 'latency_seconds_count') }),
      'error no-bucket',
    ],
    [
      'a bound in one spelling only',
      exampleSlo({ indicator: ratioOf('good', 'latency_seconds_bucket{le="1"}', 'latency_seconds_count') }),
      'warning le-spelling',
    ],
    ['a query that is no PromQL', exampleSlo({ bad: 'requests_total{' }), 'error promql'],
    ['a query that gives no events', exampleSlo({ bad: 'sum(rate(requests_total[5m]))' }), 'error promql'],
    [
      'a gauge as a counter',
      exampleSlo({ indicator: ratioOf('bad', 'requests_total', 'requests_total').replace('{', '{ counter: false,') }),
      'error unsupported',
    ],
    ['a composite SLO', exampleSlo({ objective: 'targetPercent: 99.9, compositeWeight: 2' }), 'error unsupported'],
    [
      'a zone that is not UTC',
      exampleSlo({
        timeWindow: '[{ duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin } }]',
      }),
      'error period',
    ],
    [
      'slices longer than an alert window',
      exampleSlo({
        annotations: '',
        method: 'Timeslices',
        objective: 'target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 10m',
      }),
      'error slice-too-long',
    ],
    [
      'a policy that is nowhere',
      exampleSlo({ more: 'alertPolicies: [{ alertPolicyRef: pager }]' }),
      'error missing-reference',
    ],
    [
      'a guard where nothing is counted',
      exampleSlo({ indicator: `ratioMetric: { raw: ${query('requests_total')}, rawType: failure }` }),
      'error combination',
    ],
    [
      'a guard of requests where slices are counted',
      exampleSlo({
        annotations: 'sightline.dev/min-requests: "5"',
        method: 'Timeslices',
        objective: 'target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 1m',
      }),
      'error combination',
    ],
    [
      'a guard by traffic where slices are counted by their ratio',
      exampleSlo({
        annotations: 'sightline.dev/min-bad-events: by-traffic',
        method: 'RatioTimeslices',
        objective: 'target: 0.99, timeSliceWindow: 1m',
      }),
      'error combination',
    ],
    ...['traffic', 'By-Traffic', '0', '2.5'].map(
      (value) =>
        [
          `a guard of ${value}`,
          exampleSlo({ annotations: `sightline.dev/min-bad-events: "${value}"` }),
          'error shape',
        ] as const,
    ),
  ])('is told about %s', (_, text, expected) => expect(codes(text)).toContain(expected));

  it('may not have a period longer than the data is kept', () => {
    expect(codes(exampleSlo(), { retention: duration('15d') })).toEqual(['error beyond-retention']);
  });

  it('may not have the name of another', () => {
    const sources = ['a.yaml', 'b.yaml'].map((file) => ({ file, text: exampleSlo() }));
    expect(compile(sources).diagnostics).toEqual([
      expect.objectContaining({ code: 'duplicate', file: 'b.yaml', path: 'metadata.name' }),
    ]);
  });

  it.each([
    ['openslo/v1alpha', 'apiVersion: openslo/v1alpha\nkind: SLO', 'openslo/v1alpha SLO is not supported'],
    ['kinds that are none', 'apiVersion: openslo/v1\nkind: Dashboard', 'kind Dashboard is not supported'],
    [
      'another version of Sloth',
      'apiVersion: sloth.slok.dev/v2\nkind: PrometheusServiceLevel',
      'sloth.slok.dev/v2 PrometheusServiceLevel is not supported',
    ],
  ])('is refused by name: %s', (_, text, reason) =>
    expect(diagnose(text)).toEqual([expect.objectContaining({ code: 'unsupported', reason })]),
  );

  it('of Sloth says where a whole number stands in place of text', () => {
    expect(diagnose('version: prometheus/v1\nservice: 5\nslos: [{ name: 1, sli: {} }]')).toContainEqual(
      expect.objectContaining({ path: 'service', line: 2, reason: '5 came, a value of type string is needed' }),
    );
  });

  it('that is no YAML says where', () => {
    expect(diagnose('apiVersion: [')).toEqual([expect.objectContaining({ code: 'yaml', line: 1 })]);
  });

  it.each([
    [
      'budgetingMethod Timeslices',
      exampleSlo({
        annotations: '',
        method: 'Timeslices',
        objective: 'target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 1m',
      }),
    ],
    ['a traffic guard', exampleSlo()],
    ['group-by', exampleSlo({ annotations: 'sightline.dev/group-by: route' })],
  ])('that says more than Sloth can is refused in the dialect sloth: %s', (what, text) => {
    expect(diagnose(text, { dialect: 'sloth' }).map(({ reason }) => reason)).toContain(
      `profile sloth does not know ${what}`,
    );
  });
});

describe('a Sloth file', () => {
  const text = `version: prometheus/v1
service: shop
slo_plugins: { chain: [{ id: x }] }
slos:
  - name: availability
    objectiv: 99
    objective: 99.9
    sli: { plugin: { id: y } }
    alerting: { name: Shop }
`;
  it('has its plugins refused by name, and its misspelt keys named', () => {
    expect(diagnose(text).map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([
      'error unsupported slo_plugins',
      'warning unknown-key slos[0].objectiv',
      'error unsupported slos[0].sli.plugin',
      'error indicator slos[0].sli',
    ]);
  });
});
