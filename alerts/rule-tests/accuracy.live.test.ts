/** Where the mean of five-minute ratios goes wrong, and the ratio of events does not. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from '@sightline/promql';
import { programAtHand } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../compiler/compile';
import type { DialectName } from '../compiler/dialect';
import { googleWindows } from '../compiler/windows/burn-rate-windows';
import { writeRulesFile } from '../compiler/write/rules-file';
import { writeRuleTests } from './promtool-file';
import { type Signal, signalsOf } from './signal';
import { idle } from './subject';
import { type Stretch, writeValues } from './timeline';

const folder = mkdtempSync(join(tmpdir(), 'sightline-accuracy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hour = duration('1h');
const day = 24 * hour;

/** A period of one day, so that a test is a day long; the windows of the alerts stay. */
const windows = googleWindows.slice(1).map((table) => ({ ...table, period: day }));

const slothFile = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(requests_total{code="500"}[{{.window}}]))
        total_query: sum(rate(requests_total[{{.window}}]))
    alerting: { page_alert: { disable: true }, ticket_alert: { disable: true } }
`;

interface Fault {
  readonly name: string;
  readonly day: readonly Stretch[];
  /** What the mean of ratios makes of it. */
  readonly meanOfRatios: string;
}

const faults: readonly Fault[] = [
  {
    name: 'errors that first appear late in the day',
    day: [
      { length: 0.9 * day, good: 100, bad: 0, badUnseen: true },
      { length: 0.1 * day, good: 99, bad: 1 },
    ],
    meanOfRatios: 'ten times too high',
  },
  {
    name: 'an idle hour',
    day: [{ length: 12 * hour, good: 199, bad: 1 }, idle(hour), { length: 11 * hour, good: 199, bad: 1 }],
    meanOfRatios: 'not a number',
  },
  {
    name: 'a busy half-day and a quiet, bad one',
    day: [
      { length: 12 * hour, good: 1000, bad: 0 },
      { length: 12 * hour, good: 0, bad: 1 },
    ],
    meanOfRatios: 'five hundred times too high',
  },
  {
    name: 'restarts, and errors that come in bursts',
    day: Array.from({ length: 8 }, (_, index): Stretch[] => [
      { length: 2 * hour, good: 100, bad: 0, restart: index > 0 },
      { length: hour, good: 90, bad: 10 },
    ]).flat(),
    meanOfRatios: 'right',
  },
];

const truth = (stretches: readonly Stretch[]) => {
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch) * stretch.length, 0);
  return sum(({ bad }) => bad) / sum(({ good, bad }) => good + bad);
};

const saidOf: Readonly<Record<string, (truth: number) => string>> = {
  right: (ratio) => `abs(slo:sli_error:ratio_rate1d / ${ratio} - 1) < 0.01`,
  'ten times too high': (ratio) => `slo:sli_error:ratio_rate1d / ${ratio} > 9 < 11`,
  'five hundred times too high': (ratio) => `slo:sli_error:ratio_rate1d / ${ratio} > 490 < 510`,
  'not a number': () => 'slo:sli_error:ratio_rate1d != slo:sli_error:ratio_rate1d',
};

function check(dialect: DialectName, { name, day: stretches }: Fault, said: string): string {
  const { slos } = compile([{ file: 'slo.yaml', text: slothFile }], { dialect, period: day, windows });
  const [compiled] = slos;
  const signals: readonly Signal[] = (compiled && signalsOf(compiled.slo)) ?? [
    {
      series: 'requests_total{code="500",service_instance_id="test-1"}',
      follows: { kind: 'events', which: 'bad', share: 1 },
    },
    {
      series: 'requests_total{code="200",service_instance_id="test-1"}',
      follows: { kind: 'events', which: 'good', share: 1 },
    },
  ];
  const groups = compiled?.groups ?? [];
  const expr = `count(${saidOf[said]?.(truth(stretches))})`;
  writeFileSync(join(folder, 'rules.yml'), writeRulesFile(groups));
  writeFileSync(
    join(folder, 'test.yml'),
    writeRuleTests({
      rules: 'rules.yml',
      evaluation: duration('5m'),
      interval: duration('1m'),
      groupOrder: groups.map((group) => group.name),
      tests: [
        {
          name,
          series: signals.map((signal) => ({
            series: signal.series,
            values: writeValues(signal, stretches, duration('1m')),
          })),
          expressions: [{ expr, at: day, value: 1 }],
        },
      ],
    }),
  );
  return execFileSync(programAtHand('prometheus', 'promtool'), ['test', 'rules', join(folder, 'test.yml')], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

describe('the ratio of a period', () => {
  it.each(faults)('is within a hundredth of the truth: $name', (fault) => {
    expect(check('sightline', fault, 'right')).toContain('SUCCESS');
  });

  it.each(faults)('as a mean of ratios is $meanOfRatios: $name', (fault) => {
    expect(check('sloth', fault, fault.meanOfRatios)).toContain('SUCCESS');
  });
});
