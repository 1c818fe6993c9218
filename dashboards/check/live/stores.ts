import { parse, Unsupported } from '@sightline/promql/logql';
import type { LokiStore, PrometheusStore, Range } from '@sightline/stores';
import type { FoundQuery } from '../walk';

/** Where the answers come from. */
export interface Stores {
  readonly metrics: PrometheusStore;
  readonly logs: LokiStore;
}

/** What a query gave: series (or streams), and values (or lines) that can be drawn. */
export interface Answer {
  readonly series: number;
  readonly values: number;
}

/** Runs one query as Grafana would: over the range, or at its end. @throws {BackendError} */
export async function ask(
  { metrics, logs }: Stores,
  { language, target }: FoundQuery,
  expr: string,
  range: Range,
): Promise<Answer> {
  const instant = target.instant === true || target.queryType === 'instant';
  if (language === 'promql') {
    return counted(instant ? await metrics.query(expr, range.until) : await metrics.range(expr, range));
  }
  if (readsLines(expr)) {
    const { since, until } = range;
    const lines = await logs.query(expr, {
      since,
      until,
      ...(target.maxLines !== undefined && { limit: target.maxLines }),
    });
    return { series: new Set(lines.map(({ labels }) => JSON.stringify(labels))).size, values: lines.length };
  }
  return counted(instant ? await logs.count(expr, range.until) : await logs.range(expr, range));
}

/** How many exemplars belong to what a query selects. */
export const askExemplars = async ({ metrics }: Stores, expr: string, range: Range): Promise<number> =>
  (await metrics.exemplars(expr, range)).length;

/** The values a label has on what a selector selects. */
export async function askLabelValues({ metrics }: Stores, selector: string, label: string): Promise<string[]> {
  const found = await metrics.query(`group by (${label}) (${selector})`);
  return found.flatMap(({ labels }) => labels[label] ?? []).sort();
}

/** Whether a LogQL query gives lines; a metric query gives values. What cannot be read here is left for the store to tell. */
export function readsLines(expr: string): boolean {
  try {
    return parse(expr).kind === 'log';
  } catch (error) {
    if (error instanceof Unsupported) return expr.trimStart().startsWith('{');
    return true;
  }
}

type Found = Awaited<ReturnType<PrometheusStore['query'] | PrometheusStore['range']>>;

/** NaN is drawn as nothing, so it counts as nothing. */
export function counted(found: Found): Answer {
  const values = found.map(
    (each) => ('points' in each ? each.points : [each]).filter(({ value }) => Number.isFinite(value)).length,
  );
  return { series: values.filter((count) => count > 0).length, values: values.reduce((sum, count) => sum + count, 0) };
}
