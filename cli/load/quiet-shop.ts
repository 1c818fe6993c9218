import { intervene, readPlatform } from '@sightline/stack';
import type { Connections } from '../connections';
import { waitUntil } from '../wait-until';
import { orderCounts, requestCounts, spanCounts } from './counts';

const patienceMs = 60_000;

export interface QuietWork<Result> {
  /** Comes first, and is not to be counted. */
  readonly prepare: () => Promise<void>;
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
    await prepare();
    return { result: await work() };
  }
  progress('waiting until the shop is empty');
  await intervene('traffic', { operation: 'stop' });
  try {
    const emptied = new Date();
    await prepare();
    await untilCounted(connections, new Date(), emptied);
    const since = new Date();
    const result = await work();
    progress('waiting until all of it is counted');
    await untilCounted(connections, new Date(), since);
    return { result, quietUntil: new Date() };
  } finally {
    await intervene('traffic');
  }
}

/** Spans are counted when they have come to the collector, and told every five seconds. */
const spansOnTheirWayMs = 2_000;

/** Until all is told that happened before a moment; and, of what began at `since`, each request has its span and each order its end. */
async function untilCounted({ metrics }: Connections, moment: Date, since?: Date): Promise<void> {
  const told = async () => {
    const [scraped, spans] = await Promise.all([
      metrics.sum('min(timestamp(process_start_time_seconds{service_name=~"order|payment"}))'),
      metrics.sum('min(timestamp(traces_span_metrics_calls_total{service_name="order"}))'),
    ]);
    return scraped * 1000 > moment.getTime() && spans * 1000 > moment.getTime() + spansOnTheirWayMs;
  };
  const settled = async () => {
    if (since === undefined) return true;
    const now = new Date();
    const [orders, requests, spans] = await Promise.all([
      orderCounts(metrics, { since, until: now }),
      requestCounts(metrics, { since, until: now }),
      spanCounts(metrics, { since, until: now }),
    ]);
    return orders.placed <= orders.paid + orders.cancelled && requests <= spans;
  };
  await waitUntil(async () => ((await told()) && (await settled())) || undefined, {
    withinMs: patienceMs,
    everyMs: 500,
  }).catch(() => undefined);
}
