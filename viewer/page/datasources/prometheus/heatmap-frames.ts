import { createDataFrame, type DataFrame, DataFrameType, FieldType } from '@grafana/data';
import { type PrometheusQuery, parseSample, type QueryResponse, type Series } from './api';
import { seriesOf } from './frames';

/** A heatmap from either kind of histogram: one row per `le`, or the cells a native histogram carries itself. */
export function heatmapFrames(response: QueryResponse, query: PrometheusQuery, stepSeconds: number): DataFrame[] {
  const series = seriesOf(response);
  const native = series.filter(({ histograms }) => histograms?.length);
  if (native.length > 0) return [cells(native, query, stepSeconds)];
  const classic = series.filter(({ metric }) => metric.le !== undefined);
  return classic.length > 0 ? [rows(classic, query, stepSeconds)] : [];
}

/** Classic buckets count everything up to their bound: each row gets what it has more than the row below. */
function rows(series: readonly Series[], query: PrometheusQuery, stepSeconds: number): DataFrame {
  const buckets = new Map<number, Map<number, number>>();
  for (const { metric, values = [] } of series) {
    const bound = parseSample(metric.le ?? '');
    const counts = buckets.get(bound) ?? new Map<number, number>();
    for (const [seconds, text] of values) counts.set(seconds, (counts.get(seconds) ?? 0) + (parseSample(text) || 0));
    buckets.set(bound, counts);
  }
  const bounds = [...buckets.keys()].sort((a, b) => a - b);
  const times = [...new Set([...buckets.values()].flatMap((counts) => [...counts.keys()]))].sort((a, b) => a - b);
  const below = times.map(() => 0);
  return createDataFrame({
    refId: query.refId,
    meta: { type: DataFrameType.HeatmapRows },
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        values: times.map((s) => s * 1000),
        config: { interval: stepSeconds * 1000 },
      },
      ...bounds.map((bound) => ({
        name: bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound),
        type: FieldType.number,
        labels: { le: bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound) },
        values: times.map((time, index) => {
          const upTo = buckets.get(bound)?.get(time) ?? below[index] ?? 0;
          const own = Math.max(0, upTo - (below[index] ?? 0));
          below[index] = Math.max(upTo, below[index] ?? 0);
          return own;
        }),
      })),
    ],
  });
}

function cells(series: readonly Series[], query: PrometheusQuery, stepSeconds: number): DataFrame {
  const found = series
    .flatMap(({ histograms = [] }) => histograms)
    .flatMap(([seconds, { buckets = [] }]) =>
      buckets.map(([, low, high, count]) => ({
        time: seconds * 1000,
        low: Number(low),
        high: parseSample(high),
        count: Number(count),
      })),
    )
    .sort((a, b) => a.time - b.time || a.low - b.low);
  return createDataFrame({
    refId: query.refId,
    meta: { type: DataFrameType.HeatmapCells },
    fields: [
      {
        name: 'xMax',
        type: FieldType.time,
        values: found.map(({ time }) => time),
        config: { interval: stepSeconds * 1000 },
      },
      { name: 'yMin', type: FieldType.number, values: found.map(({ low }) => low) },
      { name: 'yMax', type: FieldType.number, values: found.map(({ high }) => high) },
      { name: 'count', type: FieldType.number, values: found.map(({ count }) => count) },
    ],
  });
}
