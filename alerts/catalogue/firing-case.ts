import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { duration, type Milliseconds } from '@sightline/promql';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AlertDefinition } from './alert-definitions';
import { type LabelSet, parseSeries, parseValues, type SampleValue } from './series-notation';

/** A test of an alert's rule in which it fires: what it fires on, and how it looks then. */
export interface FiringCase {
  /** The test's own name. */
  readonly name: string;
  /** All labels of the alert that fires, `alertname` among them. */
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  /** The paths of the rules files it needs. */
  readonly rules: readonly string[];
  /** Since the first sample. */
  readonly firesAt: Milliseconds;
  /** Between two samples. */
  readonly interval: Milliseconds;
  readonly series: readonly { readonly labels: LabelSet; readonly values: readonly SampleValue[] }[];
}

const texts = z.record(z.string(), z.string()).default({});
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const testFile = z.object({
  rule_files: z.array(z.string()),
  tests: z.array(
    z.object({
      name: z.string().default(''),
      interval: z.string().default('1m'),
      input_series: list(z.object({ series: z.string(), values: z.string() })),
      alert_rule_test: list(
        z.object({
          alertname: z.string(),
          eval_time: z.string(),
          exp_alerts: list(z.object({ exp_labels: texts, exp_annotations: texts })),
        }),
      ),
      promql_expr_test: list(
        z.object({
          expr: z.string(),
          eval_time: z.string(),
          exp_samples: list(z.object({ labels: z.string().default('{}'), value: z.coerce.number() })),
        }),
      ),
    }),
  ),
});

type Test = z.output<typeof testFile>['tests'][number];

/** An alert that a test expects to fire. */
export interface Expected {
  readonly rules: readonly string[];
  readonly test: Test;
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly firesAt: Milliseconds;
}

/** Finds tests in which alerts fire. Reads all test files once. */
export class FiringCases {
  readonly #expected: readonly Expected[];

  constructor(root: string) {
    const folder = join(root, 'generated', 'tests');
    this.#expected = readdirSync(folder).flatMap((name) => firingIn(join(folder, name)));
  }

  /** The shortest test in which the alert fires; undefined when there is none. */
  of(alert: AlertDefinition): FiringCase | undefined {
    const [first] = this.#expected
      .filter((expected) => isOf(expected, alert))
      .sort((one, other) => one.firesAt - other.firesAt);
    if (!first) return undefined;
    const { test, rules, labels, annotations, firesAt } = first;
    return {
      name: test.name,
      labels,
      annotations: Object.keys(annotations).length > 0 ? annotations : rendered(alert.annotations, labels),
      rules,
      firesAt,
      interval: duration(test.interval),
      series: test.input_series.map(({ series, values }) => ({
        labels: parseSeries(series),
        values: parseValues(values),
      })),
    };
  }
}

/** Every alert that a test file of promtool expects to fire. */
export function firingIn(file: string): Expected[] {
  // As text: `0x20` is a zero and twenty more to Prometheus, and 32 to YAML.
  const { rule_files, tests } = testFile.parse(parse(readFileSync(file, 'utf8'), { schema: 'failsafe' }));
  const rules = rule_files.map((path) => resolve(dirname(file), path));
  return tests.flatMap((test) => [
    ...test.alert_rule_test.flatMap(({ alertname, eval_time, exp_alerts }) =>
      exp_alerts.map(({ exp_labels, exp_annotations }) => ({
        rules,
        test,
        labels: { alertname, ...exp_labels },
        annotations: exp_annotations,
        firesAt: duration(eval_time),
      })),
    ),
    ...test.promql_expr_test.flatMap(({ expr, eval_time, exp_samples }) =>
      exp_samples.flatMap((sample) => {
        const { __name__, alertstate, ...labels } = parseSeries(countedIn(expr, sample) ?? sample.labels);
        if (__name__ !== 'ALERTS' || alertstate !== 'firing') return [];
        return [{ rules, test, labels, annotations: {}, firesAt: duration(eval_time) }];
      }),
    ),
  ]);
}

/** `count(ALERTS{...}) or vector(0)`, when it counts something: the series that are counted. */
const countedIn = (expr: string, { value }: { readonly value: number }) =>
  value > 0 ? /^count\((ALERTS\{.*\})\)/.exec(expr)?.[1] : undefined;

const isOf = ({ rules, labels }: Expected, { name, file, labels: own }: AlertDefinition) =>
  rules.includes(file) &&
  labels.alertname === name &&
  Object.entries(own).every(([label, value]) => value.includes('{{') || labels[label] === value);

/** Templates that a test does not spell out. Its value is not known here. */
const rendered = (annotations: LabelSet, labels: LabelSet): LabelSet =>
  Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text
        .replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '')
        .replaceAll(/\{\{[^}]*\}\}/g, 'some'),
    ]),
  );
