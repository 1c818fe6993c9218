import { inventory } from '@sightline/catalogue';
import { findSpanMetrics, type PrometheusStore, SpanMetrics } from '@sightline/stores';

const shortestSeconds = 30;
const unknownSeconds = 300;
const lookedBackSeconds = 600;
const hourMs = 3_600_000;
/** A rate over fewer has gaps when a scrape is late. */
const scrapes = 4;

/**
 * What a rate is taken over, by how often what is there was scraped lately: over less than two scrapes there is none. `30s` where that is
 * enough, `5m` where nothing tells.
 */
export async function rateWindow(metrics: PrometheusStore, spans: SpanMetrics | undefined, at: Date): Promise<string> {
  const scraped = ['up', ...(spans ? [spans.names.calls] : [])].join('|');
  const often = `max(count_over_time({__name__=~"${scraped}"}[${lookedBackSeconds}s]))`;
  const [{ value: points } = { value: 0 }] = await metrics.query(often, at);
  if (!(points > 1)) return `${unknownSeconds}s`;
  return `${Math.max(shortestSeconds, Math.ceil((scrapes * lookedBackSeconds) / points))}s`;
}

/** How our own collector counts spans. */
export const ownSpanMetrics = new SpanMetrics({
  calls: inventory.spanCalls.name,
  duration: { name: inventory.spanDuration.name, inSeconds: 1, isNative: false },
  labels: {
    service: 'service_name',
    version: 'service_version',
    name: 'span_name',
    kind: 'span_kind',
    status: 'status_code',
  },
});

/** How spans were counted in the last hour; undefined where nobody counted them. */
export async function spanMetricsAt(metrics: PrometheusStore, at: Date): Promise<SpanMetrics | undefined> {
  const names = await findSpanMetrics(metrics, { since: new Date(at.getTime() - hourMs), until: at });
  return names && new SpanMetrics(names);
}

/** The services that were heard of in the last hour, by their spans. */
export async function knownServices(metrics: PrometheusStore, spans: SpanMetrics, at: Date): Promise<string[]> {
  const heard = await metrics.query(`group by (${spans.by(['service'])}) (last_over_time(${spans.selector}[1h]))`, at);
  return heard.flatMap(({ labels }) => spans.read(labels).service ?? []);
}
