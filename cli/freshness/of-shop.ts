import { logEvents, metrics } from '@sightline/catalogue';
import { asItRuns } from '@sightline/stores';
import { eventOf } from '@sightline/traffic';
import type { Connections, Shop } from '../connections';
import { exposedValue } from './exposition';
import type { FreshnessAims, Seen } from './freshness';
import { msUntil } from './ms-until';

/** VictoriaLogs makes what it takes searchable once a second, Loki at once. */
export const shopAims = ({ logStore }: Pick<Shop, 'logStore'>): FreshnessAims => ({
  trace: 1000,
  log: logStore === 'victorialogs' ? 1500 : 1000,
  metric: 6000,
});

/** An unknown product: a request that changes nothing, on a series few others touch. */
export async function askShop(connections: Connections): Promise<Seen> {
  const since = new Date();
  const { traceId } = await connections.shop.orders.product('FRESHNESS-PROBE');
  if (traceId === undefined) return { trace: undefined, log: undefined, metric: undefined };
  const [trace, log, metric] = await Promise.all([
    msUntil(async () => (await connections.traces.spans(traceId))?.some(({ kind }) => kind === 'server')),
    msUntil(async () => {
      const lines = await connections.logs.linesOfTrace(traceId, { since });
      return lines.some((line) => eventOf(line) === logEvents.httpRequestCompleted.name);
    }),
    msUntilCounted(connections),
  ]);
  return { trace, log, metric };
}

/** The request is counted in Prometheus once the series reaches what the service itself counts right after it. */
async function msUntilCounted({ shop: { addresses, own }, metrics: store }: Connections): Promise<number | undefined> {
  const start = performance.now();
  const name = `${metrics.httpServerRequestDuration.name}_count`;
  const labels = { http_request_method: 'GET', http_route: '/products/:sku', http_response_status_code: '404' };
  const expected = await exposedValue({ url: addresses.url('order'), ...own }, { name, labels });
  const asked = performance.now() - start;
  const selector = Object.entries({ ...labels, service_name: 'order' }).map(([key, value]) => `${key}="${value}"`);
  const waited = await msUntil(async () => (await store.sum(asItRuns(`${name}{${selector}}`))) >= expected, 100);
  return waited === undefined ? undefined : waited + asked;
}
