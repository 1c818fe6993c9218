import { intervene, readPlatform } from '@sightline/stack';
import type { Connections } from '../connections';
import { waitUntil } from '../wait-until';
import { orderCounts, requestCounts, spanCounts } from './counts';

const patienceMs = 60_000;

export interface QuietWork<Result> {
  /** Comes first, and is not to be counted. */
  readonly prepare?: (() => Promise<void>) | undefined;
  readonly work: () => Promise<Result>;
  readonly progress: (line: string) => void;
}

/**
 * Does something while the few shoppers there always are stay away, so that whatever is counted belongs to it. They come back
 * however it ends, once all that it set off is counted, or after a minute.
 *
 * @returns its result, and until when it was quiet; undefined when there are no shoppers to send away.
 */
export async function inQuietShop<Result>(
  connections: Connections,
  { prepare, work, progress }: QuietWork<Result>,
): Promise<{ result: Result; quietUntil?: Date }> {
  const shoppers = readPlatform()?.components.find(({ name }) => name === 'traffic');
  if (shoppers?.status !== 'ready') {
    await prepare?.();
    return { result: await work() };
  }
  progress('waiting until the shop is empty');
  await intervene('traffic', { operation: 'stop' });
  try {
    const emptied = new Date();
    await untilCounted(connections, { orders: emptied });
    if (prepare) {
      const prepared = new Date();
      await prepare();
      await untilCounted(connections, { orders: prepared, spans: prepared });
    }
    const since = new Date();
    const result = await work();
    progress('waiting until all of it is counted');
    await untilCounted(connections, { orders: since, spans: since });
    return { result, quietUntil: new Date() };
  } finally {
    await intervene('traffic');
  }
}

/** Spans are counted when they have come to the collector, and told every five seconds. */
const spansOnTheirWayMs = 2_000;

/**
 * Until all is told that has happened so far, each order since a moment has its end, and each request since a moment its span.
 * Of the latter nothing may have been on its way at that moment: a span may be counted before it, and its request after it.
 */
async function untilCounted(
  { metrics }: Connections,
  since: { readonly orders: Date; readonly spans?: Date },
): Promise<void> {
  const moment = Date.now();
  const told = async () => {
    const [scraped, spans] = await Promise.all([
      metrics.sum('min(timestamp(process_start_time_seconds{service_name=~"order|payment"}))'),
      metrics.sum('min(timestamp(traces_span_metrics_calls_total{service_name="order"}))'),
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
    return (await requestCounts(metrics, between)) <= (await spanCounts(metrics, between));
  };
  await waitUntil(async () => ((await told()) && (await ordersEnded()) && (await spansThere())) || undefined, {
    withinMs: patienceMs,
    everyMs: 500,
  }).catch(() => undefined);
}
