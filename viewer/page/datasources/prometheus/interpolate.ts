import { type DataQueryRequest, rangeUtil, type ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { PrometheusQuery } from './api';

/** How often services are scraped: no step is finer, and no rate window shorter than four of them. */
export const scrapeInterval = '5s';

/** Prometheus refuses to answer with more points per series than this. */
const maxPoints = 11_000;

export interface Resolved {
  readonly expr: string;
  readonly stepSeconds: number;
  readonly scopedVars: ScopedVars;
}

/** A query with its variables filled in and the step it is to be asked with, as Grafana's own data source works them out. */
export function resolve(query: PrometheusQuery, request: DataQueryRequest<PrometheusQuery>): Resolved {
  const replace = (text: string) => getTemplateSrv().replace(text, request.scopedVars);
  const minStepMs = rangeUtil.intervalToMs(replace(query.interval || scrapeInterval));
  const rangeMs = request.range.to.valueOf() - request.range.from.valueOf();
  const stepMs = Math.max(request.intervalMs || 0, minStepMs, 1000, Math.ceil(rangeMs / maxPoints / 1000) * 1000);
  const rateMs = Math.max(stepMs + minStepMs, 4 * minStepMs);
  const scopedVars: ScopedVars = {
    ...request.scopedVars,
    ...variable('__interval', duration(stepMs)),
    ...variable('__interval_ms', String(stepMs)),
    ...variable('__rate_interval', duration(rateMs)),
    ...variable('__rate_interval_ms', String(rateMs)),
    ...rangeVariables(rangeMs),
  };
  return { expr: fill(query.expr, scopedVars), stepSeconds: stepMs / 1000, scopedVars };
}

/** A variable inside a matcher: one value is taken literally, several (or one of several) as a regular expression. */
export const fill = (expr: string, scopedVars: ScopedVars | undefined): string =>
  getTemplateSrv().replace(
    expr,
    scopedVars,
    (value: unknown, { multi, includeAll }: { multi?: boolean; includeAll?: boolean }) => {
      if (Array.isArray(value)) return value.length === 1 ? regex(value[0]) : `(${value.map(regex).join('|')})`;
      if (typeof value !== 'string') return String(value);
      return multi || includeAll ? regex(value) : value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    },
  );

export const rangeVariables = (rangeMs: number): ScopedVars => ({
  ...variable('__range', `${Math.max(1, Math.round(rangeMs / 1000))}s`),
  ...variable('__range_s', String(Math.max(1, Math.round(rangeMs / 1000)))),
  ...variable('__range_ms', String(rangeMs)),
});

const variable = (name: string, value: string): ScopedVars => ({ [name]: { text: value, value } });

const duration = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);

/** Escapes for a regular expression inside a PromQL string; `.*` and `.+`, the values of "All", stay what they are. */
const regex = (value: unknown): string => {
  const text = String(value);
  return text === '.*' || text === '.+' ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\\\$&').replaceAll('"', '\\"');
};
