import {
  createDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  FieldType,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  rangeUtil,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { RuntimeDataSource } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';
import { askBackend } from '../backend';
import type { QueryResponse } from '../prometheus/api';
import { seriesFrames, tableFrame } from '../prometheus/frames';
import { fill, rangeVariables } from '../prometheus/interpolate';
import { annotationFrame, type LokiAnnotation } from './annotation-frame';
import { logsFrame, type Stream } from './logs-frame';

export interface LokiQuery extends DataQuery {
  expr: string;
  queryType?: 'range' | 'instant';
  legendFormat?: string;
  maxLines?: number;
  step?: string;
  direction?: 'backward' | 'forward';
  /** The annotation it is asked for. */
  annotation?: LokiAnnotation;
}

type LokiResponse =
  | { readonly data: { readonly resultType: 'streams'; readonly result: readonly Stream[] } }
  | QueryResponse;

const defaultLines = 1000;

/** Loki as the dashboards' JSON speaks of it: log lines with their structured metadata, and metrics over them. */
export class LokiDataSource extends RuntimeDataSource<LokiQuery> {
  constructor() {
    super('loki', 'loki');
    this.annotations = {
      prepareAnnotation: (annotation) => annotation,
      prepareQuery: (annotation: LokiAnnotation) => ({
        refId: 'Anno',
        ...(annotation.target as Partial<LokiQuery> | undefined),
        expr: (annotation.target as Partial<LokiQuery> | undefined)?.expr ?? annotation.expr ?? '',
        annotation,
      }),
    };
  }

  override async query(request: DataQueryRequest<LokiQuery>): Promise<DataQueryResponse> {
    const targets = request.targets.filter(({ expr }) => expr);
    return { data: (await Promise.all(targets.map((target) => ask(target, request)))).flat() };
  }

  override async metricFindQuery(
    query: unknown,
    { scopedVars, range }: LegacyMetricFindQueryOptions = {},
  ): Promise<MetricFindValue[]> {
    const { label, stream } =
      typeof query === 'string' ? labelValues(query) : (query as { label?: string; stream?: string });
    if (!label) return [];
    const selector = getTemplateSrv().replace(stream ?? '', scopedVars);
    const { data } = await askBackend<{ data?: string[] }>('loki', `/loki/api/v1/label/${label}/values`, {
      ...(selector && { query: selector }),
      ...(range && { start: nanoseconds(range.from.valueOf()), end: nanoseconds(range.to.valueOf()) }),
    });
    return (data ?? []).map((value) => ({ text: value, value }));
  }
}

async function ask(query: LokiQuery, request: DataQueryRequest<LokiQuery>): Promise<DataFrame[]> {
  const { from, to } = request.range;
  const rangeMs = to.valueOf() - from.valueOf();
  const wantedMs = query.step ? rangeUtil.intervalToMs(getTemplateSrv().replace(query.step, request.scopedVars)) : 0;
  const stepMs = Math.max(wantedMs, request.intervalMs, 1000);
  const step = `${stepMs / 1000}s`;
  const expr = fill(query.expr, {
    ...request.scopedVars,
    ...rangeVariables(rangeMs),
    __auto: { text: step, value: step },
    __interval: { text: step, value: step },
    __rate_interval: { text: step, value: step },
  });
  const instant = query.queryType === 'instant';
  const limit = String(query.maxLines ?? defaultLines);
  const response = await askBackend<LokiResponse>('loki', `/loki/api/v1/${instant ? 'query' : 'query_range'}`, {
    query: expr,
    limit,
    direction: query.direction ?? 'backward',
    ...(instant
      ? { time: nanoseconds(to.valueOf()) }
      : { start: nanoseconds(from.valueOf()), end: nanoseconds(to.valueOf()), step }),
  });
  if (isStreams(response)) {
    const { result } = response.data;
    return [query.annotation ? annotationFrame(result, query.annotation) : logsFrame(result, query.refId)];
  }
  const asked = { query: { ...query, legendFormat: query.legendFormat ?? '' }, expr, stepSeconds: stepMs / 1000 };
  if (instant) return [tableFrame(response, asked, request.targets.length > 1 ? `Value #${query.refId}` : 'Value')];
  const frames = seriesFrames(response, asked);
  return frames.length > 0
    ? frames
    : [createDataFrame({ refId: query.refId, fields: [{ name: 'Time', type: FieldType.time, values: [] }] })];
}

const isStreams = (response: LokiResponse): response is Extract<LokiResponse, { data: { resultType: 'streams' } }> =>
  response.data.resultType === 'streams';

const nanoseconds = (ms: number): string => `${ms}000000`;

function labelValues(query: string): { label?: string; stream?: string } {
  const match = /^label_values\((?:(.+),\s*)?(\w+)\)\s*$/s.exec(query.trim());
  return match ? { label: match[2] ?? '', stream: match[1] ?? '' } : {};
}
