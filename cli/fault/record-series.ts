import type { PrometheusStore, Series } from '@sightline/stores';
import type { RecordedSeries } from './kept';

const beforeMs = 600_000;
const stepSeconds = 10;
/** Buckets are of what their sums and counts tell; alerts and SLOs are judgements. */
const everything = '{__name__=~".+", __name__!~".+_bucket|ALERTS.*|slo:.*|sloth_.*|scrape_.*|target_info"}';

/** Everything Prometheus has of the ten minutes before a fault and of the time until `why` was asked. Counters as rates. */
export async function recordSeries(
  metrics: PrometheusStore,
  { causedAt, askedAt }: { causedAt: Date; askedAt: Date },
): Promise<RecordedSeries> {
  const range = { since: new Date(causedAt.getTime() - beforeMs), until: askedAt, stepSeconds };
  const series = await metrics.range(everything, range);
  return { causedAt: causedAt.getTime() / 1000, series: series.map(asRate) };
}

const counter = /_(total|count|sum)$/;

function asRate({ labels, points }: Series): Series {
  if (!counter.test(labels.__name__ ?? '')) return { labels, points };
  const rates = points.slice(1).map(({ time, value }, index) => {
    const last = points[index];
    const gone = last ? time - last.time : stepSeconds;
    return { time, value: Math.max(0, value - (last?.value ?? value)) / gone };
  });
  return { labels, points: rates };
}
