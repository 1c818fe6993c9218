/**
 * PromQL as strings: each function returns a complete expression. Metrics come as declarations of the telemetry
 * catalogue, so that a renamed metric or label is a compile error here and not an empty panel there.
 */
import type { HistogramDeclaration, InventoryDeclaration, MetricDeclaration } from '@sightline/observability/catalogue';

export type Declared = MetricDeclaration | InventoryDeclaration;

/** Of an inventory entry the compiler does not know the type; the checks compare it with the live series. */
type Histogram = HistogramDeclaration | InventoryDeclaration;

/** On every series of a service, whatever the metric: the resource that emitted it. */
type ResourceLabel =
  | 'service_name'
  | 'service_namespace'
  | 'service_version'
  | 'service_instance_id'
  | 'deployment_environment_name';

type OwnLabel<M extends Declared> = M['labels'] extends readonly (infer Label)[] ? Label : keyof M['labels'];

export type LabelOf<M extends Declared> = (OwnLabel<M> & string) | ResourceLabel;

/** A value alone means equality; the functions below make the other matchers. */
export type Matcher = string | { readonly operator: '=~' | '!='; readonly value: string };

export type Matchers<M extends Declared> = { readonly [L in LabelOf<M>]?: Matcher };

export const matches = (value: string): Matcher => ({ operator: '=~', value });
export const isNot = (value: string): Matcher => ({ operator: '!=', value });

/** Grafana's window for `rate`: at least four scrapes, never less than a step. */
export const rateInterval = '$__rate_interval';
/** The dashboard's whole time range, for totals. */
export const wholeRange = '$__range';

/** The current value: `up{service_name="order"}`. */
export function value<const M extends Declared>(metric: M, matchers: Matchers<M> = {}): string {
  return series(metric.name, matchers);
}

/** The series of either metric, where their matchers mean the same. */
export function anyOf<const M extends Declared, const N extends Declared>(
  one: M,
  other: N,
  matchers: Matchers<M> & Matchers<N> = {},
): string {
  return series('', { __name__: matches(`${one.name}|${other.name}`), ...matchers });
}

/** Of each series of these labels the first that there is: what a service says itself, or what its spans do. */
export const firstOf = (...expressions: readonly string[]) => expressions.join(' or ');

/** How fast a counter grows, per second. */
export function rate<const M extends Declared>(metric: M, matchers: Matchers<M> = {}): string {
  return `rate(${series(countName(metric), matchers)}[${rateInterval}])`;
}

/** How much a counter grew in the dashboard's time range. */
export function total<const M extends Declared>(metric: M, matchers: Matchers<M> = {}): string {
  return `increase(${series(countName(metric), matchers)}[${wholeRange}])`;
}

/** A quantile of a histogram, by the labels given. Where nothing was observed there is nothing, rather than NaN. */
export function quantile<const M extends Histogram>(
  q: number,
  metric: M,
  { matchers = {}, by = [] }: { readonly matchers?: Matchers<M>; readonly by?: readonly LabelOf<M>[] } = {},
): string {
  return `histogram_quantile(${q}, ${sum(buckets(metric, matchers), ['le', ...by])}) >= 0`;
}

/** The buckets of a histogram as a heatmap wants them: one series per upper bound. */
export function heatmapOf<const M extends Histogram>(metric: M, matchers: Matchers<M> = {}): string {
  return sum(`increase(${series(`${metric.name}_bucket`, matchers)}[${rateInterval}])`, ['le']);
}

export const sum = (expression: string, by: readonly string[] = []) => aggregate('sum', expression, by);
export const max = (expression: string, by: readonly string[] = []) => aggregate('max', expression, by);
export const average = (expression: string, by: readonly string[] = []) => aggregate('avg', expression, by);
export const count = (expression: string, by: readonly string[] = []) => aggregate('count', expression, by);
export const top = (n: number, expression: string) => `topk(${n}, ${expression})`;

/** A part of a whole; 0 where the whole is there and the part has never been counted, so that "none" is not "no data". */
export const share = (part: string, whole: string) => `(${orZero(part, whole)}) / (${whole} > 0)`;

/** The expression, or 0 for each series of another one that is surely there. */
const orZero = (expression: string, like: string) => `${expression} or ${like} * 0`;

/** A count that begins with its first event: 0 before that. Only for expressions without labels. */
export const orNone = (expression: string) => `${expression} or vector(0)`;

/** From per second to per minute: for things that happen rarely. */
export const perMinute = (expression: string) => `${expression} * 60`;

/** The same expression some time ago: every selector of it is shifted. */
export const shifted = (expression: string, by: string) =>
  expression.replaceAll(/\{[^}]*\}(\[[^\]]+\])?/g, `$& offset ${by}`);

const buckets = <M extends Histogram>(metric: M, matchers: Matchers<M>) =>
  `rate(${series(`${metric.name}_bucket`, matchers)}[${rateInterval}])`;

const countName = (metric: Declared) => (metric.type === 'histogram' ? `${metric.name}_count` : metric.name);

function aggregate(operator: string, expression: string, by: readonly string[]): string {
  return by.length === 0 ? `${operator}(${expression})` : `${operator} by (${by.join(', ')}) (${expression})`;
}

function series(name: string, matchers: Readonly<Record<string, Matcher | undefined>>): string {
  const written = Object.entries(matchers).flatMap(([label, matcher]) => {
    if (matcher === undefined) return [];
    const { operator, value } = typeof matcher === 'string' ? { operator: '=', value: matcher } : matcher;
    return [`${label}${operator}"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`];
  });
  return `${name}{${written.join(', ')}}`;
}
