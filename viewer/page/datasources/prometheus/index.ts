import type {
  DataFrame,
  DataQueryRequest,
  DataQueryResponse,
  LegacyMetricFindQueryOptions,
  MetricFindValue,
} from '@grafana/data';
import { RuntimeDataSource } from '@grafana/scenes';
import { askBackend } from '../backend';
import { annotationFrame, type PrometheusAnnotation } from './annotations';
import type { ExemplarsResponse, PrometheusQuery, QueryResponse } from './api';
import { exemplarFrame } from './exemplars';
import { seriesFrames, tableFrame } from './frames';
import { heatmapFrames } from './heatmap-frames';
import { fill, rangeVariables, resolve, scrapeInterval } from './interpolate';
import { findValues } from './variable-query';

/** Prometheus as the dashboards' JSON speaks of it: ranges, instants, tables, heatmaps, exemplars, variables, annotations. */
export class PrometheusDataSource extends RuntimeDataSource<PrometheusQuery> {
  override interval = scrapeInterval;

  constructor() {
    super('prometheus', 'prometheus');
    this.annotations = {
      prepareAnnotation: (annotation) => annotation,
      prepareQuery: (annotation: PrometheusAnnotation) => ({
        refId: 'Anno',
        ...(annotation.target as Partial<PrometheusQuery> | undefined),
        expr: annotation.expr ?? (annotation.target as PrometheusQuery | undefined)?.expr ?? '',
        interval: annotation.step || '10s',
        annotation,
      }),
    };
  }

  override async query(request: DataQueryRequest<PrometheusQuery>): Promise<DataQueryResponse> {
    const targets = request.targets.filter(({ expr }) => expr);
    const frames = await Promise.all(targets.map((target) => this.ask(target, request, targets.length > 1)));
    return { data: frames.flat() };
  }

  override async metricFindQuery(query: unknown, options?: LegacyMetricFindQueryOptions): Promise<MetricFindValue[]> {
    const text = typeof query === 'string' ? query : ((query as { query?: string }).query ?? '');
    const { range, scopedVars } = options ?? {};
    const rangeMs = range ? range.to.valueOf() - range.from.valueOf() : 3_600_000;
    return await findValues(fill(text, { ...scopedVars, ...rangeVariables(rangeMs) }), range);
  }

  private async ask(
    query: PrometheusQuery,
    request: DataQueryRequest<PrometheusQuery>,
    among: boolean,
  ): Promise<DataFrame[]> {
    const { expr, stepSeconds, scopedVars } = resolve(query, request);
    const aligned = (ms: number) => Math.floor(ms / 1000 / stepSeconds) * stepSeconds;
    const [start, end] = [aligned(request.range.from.valueOf()), aligned(request.range.to.valueOf())];
    const asked = { query: { ...query, legendFormat: fill(query.legendFormat ?? '', scopedVars) }, expr, stepSeconds };
    const overRange = async () =>
      await askBackend<QueryResponse>('prometheus', '/api/v1/query_range', {
        query: expr,
        start: String(start),
        end: String(end),
        step: String(stepSeconds),
      });
    const atEnd = async () =>
      await askBackend<QueryResponse>('prometheus', '/api/v1/query', {
        query: expr,
        time: String(request.range.to.valueOf() / 1000),
      });

    const annotation = (query as { annotation?: PrometheusAnnotation }).annotation;
    if (annotation) return [annotationFrame(await overRange(), annotation, stepSeconds)];

    const results: Promise<DataFrame[]>[] = [];
    const valueName = among ? `Value #${query.refId}` : 'Value';
    const render = (response: QueryResponse) =>
      query.format === 'table'
        ? [tableFrame(response, asked, valueName)]
        : query.format === 'heatmap'
          ? heatmapFrames(response, query, stepSeconds)
          : seriesFrames(response, asked);
    if (query.instant) results.push(atEnd().then(render));
    if (query.range || !query.instant) results.push(overRange().then(render));
    if (query.exemplar && !query.instant) {
      results.push(
        askBackend<ExemplarsResponse>('prometheus', '/api/v1/query_exemplars', {
          query: expr,
          start: String(start),
          end: String(end + stepSeconds),
        }).then((response) => exemplarFrame(response, query.refId, (end - start) * 1000)),
      );
    }
    return (await Promise.all(results)).flat();
  }
}
