import {
  type CallExpression,
  duration,
  type Expression,
  type PlainSelector,
  parseDuration,
  readExpression,
  renderPlain,
  selectorsIn,
} from '@sightline/promql';
import { type LabelSet, sampleLabels } from '../rule-tests/sample-labels';
import type { AnyAlert, AnyRules } from './read-any-rules';

/** Series of a promtool test, each with its values. */
export type MadeSeries = readonly { readonly series: string; readonly values: string }[];

export interface MadeTrials {
  /** One for each way the samples might be; the likeliest first. */
  readonly trials: readonly MadeSeries[];
  /** Between two samples, in milliseconds. */
  readonly interval: number;
  /** When all windows are full, and the alert has held long enough. */
  readonly at: number;
}

/** Steps of evaluation that one alert may cost: some seconds. */
const budget = 20_000;

/** What may make an alert fire, by what it reads and which numbers it compares with. Nothing when it reads nothing. */
export function madeTrials(alert: AnyAlert, rules: AnyRules): MadeTrials {
  const exprs = withRecorded(alert.expr, rules);
  const inputs = inputsOf(exprs, rules);
  const windows = exprs.flatMap((expr) =>
    [...expr.matchAll(/\[([^\]:]+)(?::[^\]]*)?\]|offset\s+(\w+)/g)].map(
      ([, range, offset]) => parseDuration(range ?? offset ?? '') ?? 0,
    ),
  );
  const longest = Math.max(duration('10m'), ...windows) + alert.for;
  const shortest = Math.min(duration('5m'), ...windows.filter((window) => window > 0));
  const interval = Math.max(duration('1s'), Math.floor(shortest / 3 / 1000) * 1000);
  const at = Math.ceil((longest * 1.2 + duration('5m')) / interval) * interval;
  const most = Math.max(40, Math.min(400, Math.floor(budget / (at / interval))));
  const choices = inputs.map((input) => behaviours(input, numbersIn(exprs), at / interval));
  return { trials: [...combinations(choices, most)].map((series) => series.flat()), interval, at };
}

/** The expression, and those that record what it reads. */
export function withRecorded(expr: string, { recorded }: AnyRules): string[] {
  const found = new Set<string>();
  const visit = (text: string) => {
    if (found.has(text)) return;
    found.add(text);
    for (const { metric } of selectorsIn(text)) {
      const by = recorded.get(metric);
      if (by !== undefined) visit(by);
    }
  };
  visit(expr);
  return [...found];
}

interface Input {
  readonly selector: PlainSelector;
  readonly labels: LabelSet;
  /** Read as a counter. */
  readonly counts: boolean;
}

const counting = new Set(['rate', 'irate', 'increase', 'resets', 'changes']);

/** What has to be scraped: series that are joined have the same labels, but for what they are chosen by. */
function inputsOf(exprs: readonly string[], { recorded }: AnyRules): Input[] {
  const selectors = exprs.flatMap((expr) => {
    const read = readExpression(expr);
    return read ? selectorsOf(read) : [];
  });
  const raw = selectors.filter(({ selector }) => selector.metric !== '' && !recorded.has(selector.metric));
  const shared = new Set(
    exprs.flatMap((expr) =>
      [...expr.matchAll(/\b(?:by|on|group_left|group_right)\s*\(([^)]*)\)/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ),
    ),
  );
  const common = Object.fromEntries(
    [...shared].filter((name) => name !== '' && name !== 'le').map((name) => [name, 'some']),
  );
  const distinct = [...new Map(raw.map((one) => [renderPlain(one.selector), one])).values()].flatMap((one) => {
    const own = sampleLabels(one.selector.matchers);
    return own === undefined ? [] : [{ ...one, own }];
  });
  return distinct.map(({ selector, counts, own }): Input => {
    const others = distinct.filter((other) => other.selector.metric !== selector.metric).map((other) => other.own);
    return {
      selector,
      counts: counts || /_(?:total|count|bucket|sum)$/.test(selector.metric),
      labels: { ...Object.assign({}, ...others), ...common, ...excluded(selector), ...own },
    };
  });
}

/** A label that a selector asks to be absent is not taken over from another. */
const excluded = ({ matchers }: PlainSelector): LabelSet =>
  Object.fromEntries(matchers.map(({ label }) => [label, '']));

function selectorsOf(expression: Expression, within?: CallExpression): { selector: PlainSelector; counts: boolean }[] {
  switch (expression.kind) {
    case 'selector':
      return [{ selector: expression.selector, counts: within !== undefined && counting.has(within.name) }];
    case 'number':
    case 'string':
      return [];
    case 'call':
      return expression.parameters.flatMap((parameter) => selectorsOf(parameter, expression));
    case 'aggregate':
      return expression.parameters.flatMap((parameter) => selectorsOf(parameter, within));
    case 'binary':
      return [...selectorsOf(expression.left, within), ...selectorsOf(expression.right, within)];
    default:
      return selectorsOf(expression.of, within);
  }
}

/** Numbers that something is compared with, beside names and windows. */
const numbersIn = (exprs: readonly string[]): number[] => [
  ...new Set(
    exprs
      .flatMap((expr) => [
        ...expr
          .replaceAll(/"[^"]*"|'[^']*'|\[[^\]]*\]/g, '')
          .matchAll(/(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/gi),
      ])
      .map(([text]) => Number(text)),
  ),
];

/** How the series of one input may be: each way is a list, since a histogram is several. The likely ones come first. */
function behaviours({ selector, labels, counts }: Input, numbers: readonly number[], samples: number): MadeSeries[] {
  const times = Math.ceil(samples) + 1;
  const named = (values: string, more: LabelSet = {}) => [
    { series: seriesOf(selector.metric, { ...labels, ...more }), values },
  ];
  if (/_bucket$/.test(selector.metric) && labels.le === undefined) {
    const at = (slow: boolean) =>
      ['0.001', '1', '100', '+Inf'].flatMap((le) =>
        named(le === '+Inf' || !slow ? `0+100x${times}` : `0+0x${times}`, { le }),
      );
    return [at(true), at(false), []];
  }
  const flat = (value: number) => named(`${value}x${times}`);
  const growing = (step: number) => named(`0+${step}x${times}`);
  if (counts) return [growing(100), growing(1), flat(0), growing(100_000), growing(0.01), named(`0 1x${times}`), []];
  const around = numbers.flatMap((number) => [number * 1.5 + 1, number * 0.5, -number * 2]);
  const values = [...new Set([0, 1, ...around, 1e12, -1e9, 100, 2])];
  return [...values.map(flat), [], growing(1), named(`1000000-1000x${times}`), named(`0 1 0 1 0 1 0 1x${times}`)];
}

const seriesOf = (metric: string, labels: LabelSet) =>
  renderPlain({
    metric,
    matchers: Object.entries(labels)
      .filter(([, value]) => value !== '')
      .map(([label, value]) => ({ label, op: '=' as const, value })),
  });

/** All combinations, those that take the first choices first: by the sum of the places, up to so many. */
function* combinations<Choice>(choices: readonly (readonly Choice[])[], most: number): Generator<Choice[]> {
  let given = 0;
  const deepest = choices.reduce((sum, list) => sum + list.length - 1, 0);
  for (let sum = 0; sum <= deepest && given < most; sum++)
    for (const combination of withSum(choices, sum)) {
      yield combination;
      if (++given >= most) return;
    }
}

function* withSum<Choice>(choices: readonly (readonly Choice[])[], sum: number): Generator<Choice[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    if (sum === 0) yield [];
    return;
  }
  for (let place = 0; place <= Math.min(sum, first.length - 1); place++)
    for (const others of withSum(rest, sum - place)) yield [first[place] as Choice, ...others];
}
