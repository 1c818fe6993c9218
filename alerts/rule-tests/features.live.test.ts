/** What our own SLOs do not use, tried with the tests that the compiler generates for it, and with a few of its own. */

import { duration } from '@sightline/promql';
import { programAtHand } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { type CompileOptions, compile } from '../compiler/compile';
import { type ExampleSlo, exampleSlo, query, ratioOf } from '../compiler/example-slo';
import { writeRulesFile } from '../compiler/write/rules-file';
import { generateRuleTests } from './generate-rule-tests';
import { testRules } from './promtool';
import { type ExpressionCheck, writeRuleTests } from './promtool-file';
import { type Signal, signalsOf } from './signal';
import { type Stretch, writeValues } from './timeline';

const promtool = () => programAtHand('prometheus', 'promtool');
const compileOne = (text: string, options: CompileOptions = {}) => {
  const { slos, diagnostics } = compile([{ file: 'slo.yaml', text }], options);
  const [compiled] = slos;
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return compiled;
};

const sliced = {
  annotations: '',
  method: 'Timeslices',
  objective: 'target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 1m',
};
const byTraffic = 'sightline.dev/min-bad-events: by-traffic';
const features: readonly (readonly [string, ExampleSlo, CompileOptions?])[] = [
  ['good and total of one counter', { indicator: ratioOf('good', 'requests_total{code!~"5.."}', 'requests_total') }],
  [
    'groups',
    {
      annotations: 'sightline.dev/group-by: "route", sightline.dev/min-requests: "20"',
      bad: 'requests_total{route="/a",code="500"}',
      total: 'requests_total{route="/a"}',
    },
  ],
  [
    'a ratio computed elsewhere',
    { annotations: '', indicator: `ratioMetric: { raw: ${query('error_ratio')}, rawType: failure }` },
  ],
  ['time slices of events', sliced],
  ['the mean of time slices', { ...sliced, method: 'RatioTimeslices', objective: 'target: 0.99, timeSliceWindow: 1m' }],
  [
    'a calendar month',
    { timeWindow: '[{ duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }]' },
  ],
  [
    'planned work',
    {
      annotations:
        'sightline.dev/min-bad-events: "5", sightline.dev/maintenance: "Sun 02:00-04:00, 2026-01-31T22:00Z/2026-01-31T23:30Z"',
    },
  ],
  [
    'a policy with a condition of its own',
    {
      more: 'alertPolicies: [{ spec: { alertWhenNoData: true, conditions: [{ metadata: { name: custom }, spec: { severity: page, condition: { op: gt, threshold: 8, lookbackWindow: 2h } } }] } }]',
    },
  ],
  ['28 days', { timeWindow: '[{ duration: 28d, isRolling: true }]' }],
];

describe('rules and generated tests agree for', () => {
  it.each(features)('%s', (_, example, options) => {
    const compiled = compileOne(exampleSlo(example), options);
    // The tests of minutes and days take long; those of the hours see every kind of rule.
    const tests = generateRuleTests(compiled, 'rules.yml').filter(({ name }) => name.includes('.5m.'));
    const said = testRules(
      promtool(),
      writeRulesFile(compiled.groups),
      tests.map(({ text }) => text),
    );
    expect(said.match(/SUCCESS/g)).toHaveLength(1 + tests.length);
  });

  it.each([
    ['bad events by traffic', {}],
    ['by traffic, of a lower objective', { objective: 'targetPercent: 99' }],
    ['by traffic, with the outage tier', { annotations: `${byTraffic}, sightline.dev/tiers: "outage, ticket-slow"` }],
    ['bad slices by traffic', sliced],
  ])('%s, where few events are at play', (_, example) => {
    const compiled = compileOne(exampleSlo({ ...example, annotations: example.annotations || byTraffic }));
    // The tests of single failures have a pace of minutes, or of seconds.
    const tests = generateRuleTests(compiled, 'rules.yml').filter(({ name }) => /[.](1m|5s|5m)[.]/.test(name));
    const said = testRules(
      promtool(),
      writeRulesFile(compiled.groups),
      tests.map(({ text }) => text),
    );
    expect(said.match(/SUCCESS/g)).toHaveLength(1 + tests.length);
  });

  it('the demo scale, ten times faster', () => {
    const compiled = compileOne(exampleSlo(), { scale: 10 });
    expect(compiled.windows.page.quick).toEqual({ budgetPercent: 2, short: duration('30s'), long: duration('6m') });
    const tests = generateRuleTests(compiled, 'rules.yml').filter(({ name }) => name.includes('.5s.'));
    expect(
      testRules(
        promtool(),
        writeRulesFile(compiled.groups),
        tests.map(({ text }) => text),
      ),
    ).not.toContain('FAILED');
  });
});

function holds(
  text: string,
  stretches: readonly Stretch[],
  evaluation: number,
  expressions: readonly ExpressionCheck[],
) {
  const { slo, groups } = compileOne(text);
  const signals: readonly Signal[] = signalsOf(slo) ?? [];
  const interval = duration('1m');
  const test = writeRuleTests({
    rules: 'rules.yml',
    evaluation,
    interval,
    groupOrder: groups.map(({ name }) => name),
    tests: [
      {
        name: 'feature',
        series: signals.map((signal) => ({ series: signal.series, values: writeValues(signal, stretches, interval) })),
        expressions,
      },
    ],
  });
  expect(testRules(promtool(), writeRulesFile(groups), [test])).not.toContain('FAILED');
}

describe('a calendar month', () => {
  it('begins with a full budget', () => {
    const month = duration('31d');
    holds(
      exampleSlo({ timeWindow: '[{ duration: 1M, calendar: { startTime: 1970-01-01 00:00:00, timeZone: UTC } }]' }),
      [
        { length: month - duration('2d'), good: 100, bad: 0 },
        { length: duration('1d'), good: 0, bad: 100 },
        { length: duration('3d'), good: 100, bad: 0 },
      ],
      duration('6h'),
      [
        { expr: 'count(slo:sli_error:ratio_rate30d > 0.02 < 0.05)', at: month - duration('6h'), value: 1 },
        { expr: 'sum(slo:sli_error:ratio_rate30d)', at: month + duration('6h'), value: 0 },
      ],
    );
  });
});

describe('planned work', () => {
  it('spends no budget, and what follows does', () => {
    // promtool starts on a Thursday at midnight.
    holds(
      exampleSlo({ annotations: 'sightline.dev/min-bad-events: "5", sightline.dev/maintenance: "Thu 01:00-02:00"' }),
      [
        { length: duration('1h'), good: 100, bad: 0 },
        { length: duration('1h'), good: 0, bad: 100 },
        { length: duration('1h'), good: 100, bad: 0 },
        { length: duration('1h'), good: 0, bad: 100 },
      ],
      duration('1m'),
      [
        { expr: 'sum(slo:sli_bad:increase30d)', at: duration('3h'), value: 0 },
        { expr: 'count(slo:sli_bad:increase30d > 5500)', at: duration('4h'), value: 1 },
      ],
    );
  });
});
