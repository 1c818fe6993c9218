import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import {
  DataqueryBuilder as PrometheusQuery,
  PromQueryFormat,
  QueryEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';
import { datasources } from '../datasources';

/** One query of a panel: an expression and how its series are called. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
  readonly language: 'promql' | 'logql';
}

/** @param legend with labels in double braces: `{{service_name}}`. */
export const promql = (legend: string, expr: string): Query => ({ language: 'promql', expr, legend });
export const logql = (legend: string, expr: string): Query => ({ language: 'logql', expr, legend });

/** Exemplars, the dots that open a trace, come with histograms; those of another time would lie at the wrong one. */
const hasExemplars = ({ expr }: Query) => expr.includes('_bucket') && !expr.includes(' offset ');

/** Lines over time. */
export const overTime = (queries: readonly Query[]) =>
  queries.map((query, index) =>
    query.language === 'logql'
      ? loki(query, index).queryType('range')
      : prometheus(query, index).range().exemplar(hasExemplars(query)),
  );

/** The value at the end of the time range. */
export const atTheEnd = (queries: readonly Query[]) =>
  queries.map((query, index) =>
    query.language === 'logql' ? loki(query, index).queryType('instant') : prometheus(query, index).instant(),
  );

/** One row per series, its labels as columns. */
export const asTable = (queries: readonly Query[]) =>
  queries.map((query, index) =>
    query.language === 'logql'
      ? loki(query, index).queryType('instant')
      : prometheus(query, index).instant().format(PromQueryFormat.Table),
  );

/** Histogram buckets, to be drawn as cells. */
export const asBuckets = (query: Query) => [
  prometheus(query, 0).range().format(PromQueryFormat.Heatmap).exemplar(true).legendFormat('{{le}}'),
];

/** Log lines, the newest `limit`. */
export const asLines = (expr: string, limit: number) => [loki(logql('', expr), 0).queryType('range').maxLines(limit)];

const prometheus = ({ expr, legend }: Query, index: number) =>
  new PrometheusQuery()
    .datasource(datasources.prometheus)
    .editorMode(QueryEditorMode.Code)
    .refId(refId(index))
    .expr(expr)
    .legendFormat(legend);

const loki = ({ expr, legend }: Query, index: number) =>
  new LokiQuery().datasource(datasources.loki).refId(refId(index)).expr(expr).legendFormat(legend);

/** A, B, C: Grafana's names for the queries of a panel. */
export const refId = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index);
