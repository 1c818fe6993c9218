import { byBytes, keyOf, type Labels, sortedLabels, written } from '../labels/labels';
import type { Line } from '../stages/line';
import type { Series } from '../vectors/series';
import { type Steps, timeOf } from '../windows/grid';
import { mostSeries, seriesLimit } from '../windows/range-vector';
import { writtenValue } from './numbers';

/** What Loki answers with under `data`. */
export type Data = Readonly<Record<string, unknown>>;

export const categorises = (flags: string | undefined): boolean =>
  flags?.split(',').some((flag) => flag.trim() === 'categorize-labels') === true;

/** Lines under their labels. With categorised labels those of the stream are apart from what belongs to a line. */
export function streams(lines: readonly Line[], categorised: boolean): Data {
  const found = new Map<string, { readonly stream: Labels; readonly values: unknown[] }>();
  for (const { labels, text, timeUnixNano } of lines) {
    const { stream, metadata, parsed } = labels.categorised();
    const shown = sortedLabels(categorised ? stream : { ...stream, ...metadata, ...parsed });
    const key = written(shown);
    let under = found.get(key);
    if (under === undefined) {
      under = { stream: shown, values: [] };
      found.set(key, under);
    }
    const apart = {
      ...(Object.keys(metadata).length > 0 && { structuredMetadata: sortedLabels(metadata) }),
      ...(Object.keys(parsed).length > 0 && { parsed: sortedLabels(parsed) }),
    };
    under.values.push(categorised ? [String(timeUnixNano), text, apart] : [String(timeUnixNano), text]);
  }
  const result = [...found].sort(([a], [b]) => byBytes(a, b)).map(([, stream]) => stream);
  return { resultType: 'streams', ...(categorised && { encodingFlags: ['categorize-labels'] }), result, stats };
}

/** The value of each series at a single moment. */
export function vector(series: readonly Series[], steps: Steps, sorted: boolean): Data {
  const there = series.filter(({ values }) => values[0] !== undefined);
  checkCount(there);
  const ordered = sorted ? there : inOrder(there);
  const result = ordered.map(({ labels, values }) => ({
    metric: sortedLabels(labels),
    value: sample(timeOf(steps, 0), values[0] ?? 0),
  }));
  return { resultType: 'vector', result, stats };
}

export function matrix(series: readonly Series[], steps: Steps): Data {
  const there = series.filter(({ values }) => values.some((value) => value !== undefined));
  checkCount(there);
  const result = inOrder(there).map(({ labels, values }) => ({
    metric: sortedLabels(labels),
    values: values.flatMap((value, step) => (value === undefined ? [] : [sample(timeOf(steps, step), value)])),
  }));
  return { resultType: 'matrix', result, stats };
}

export const scalar = (value: number, steps: Steps): Data => ({
  resultType: 'scalar',
  result: sample(timeOf(steps, 0), value),
  stats,
});

const sample = (unixMs: number, value: number) => [unixMs / 1000, writtenValue(value)];

function checkCount(series: readonly Series[]): void {
  if (series.length > mostSeries) throw seriesLimit(mostSeries);
}

function inOrder(series: readonly Series[]): readonly Series[] {
  return series
    .map((one) => ({ one, key: keyOf(one.labels) }))
    .sort((a, b) => byBytes(a.key, b.key))
    .map(({ one }) => one);
}

/** Clients read some of it; how Loki looked into its chunks has no counterpart here. */
const stats = {
  summary: {
    bytesProcessedPerSecond: 0,
    linesProcessedPerSecond: 0,
    totalBytesProcessed: 0,
    totalLinesProcessed: 0,
    execTime: 0,
    queueTime: 0,
    subqueries: 0,
    totalEntriesReturned: 0,
    splits: 0,
    shards: 0,
    totalPostFilterLines: 0,
    totalStructuredMetadataBytesProcessed: 0,
  },
  querier: {},
  ingester: {},
  cache: {},
  index: {},
};
