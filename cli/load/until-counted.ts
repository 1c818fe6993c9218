import type { PrometheusStore } from '@sightline/stores';
import { waitUntil } from '@sightline/stores';
import { orderCounts, requestCounts, spanCounts } from './counts';

const patienceMs = 60_000;
/** Spans are counted when they have come to the collector, and told every five seconds. */
const spansOnTheirWayMs = 2_000;

/**
 * Until all is told that has happened so far, each order since a moment has its end, and each request since a moment its span;
 * or until a minute is over. At the moment for spans nothing may be on its way: a span may be counted before it, and its request
 * after it.
 */
export async function untilCounted(
  metrics: Pick<PrometheusStore, 'query' | 'sum'>,
  since: { readonly orders: Date; readonly spans?: Date },
): Promise<void> {
  const moment = Date.now();
  const told = async () => {
    const [scraped, spans] = await Promise.all([
      metrics.sum('min(timestamp(process_start_time_seconds{service_name=~"order|payment"}))'),
      // What an earlier collector told last stays as it was: asItRuns forgets it after as long.
      metrics.sum('min(timestamp(traces_span_metrics_calls_total{service_name="order"}) > time() - 30)'),
    ]);
    return scraped * 1000 > moment && spans * 1000 > moment + spansOnTheirWayMs;
  };
  const ordersEnded = async () => {
    const orders = await orderCounts(metrics, { since: since.orders, until: new Date() });
    return orders.placed <= orders.paid + orders.cancelled;
  };
  const spansThere = async () => {
    if (since.spans === undefined) return true;
    const between = { since: since.spans, until: new Date() };
    const [requests, spans] = await Promise.all([requestCounts(metrics, between), spanCounts(metrics, between)]);
    return requests <= spans;
  };
  await waitUntil(async () => ((await told()) && (await ordersEnded()) && (await spansThere())) || undefined, {
    withinMs: patienceMs,
    everyMs: 500,
  }).catch(() => undefined);
}
