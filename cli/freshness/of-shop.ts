import { logEvents, metrics } from '@sightline/catalogue';
import { applicationOf, type PortName } from '@sightline/stack';
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
async function msUntilCounted(connections: Connections): Promise<number | undefined> {
  const { addresses, own } = connections.shop;
  const start = performance.now();
  const name = `${metrics.httpServerRequestDuration.name}_count`;
  const labels = { http_request_method: 'GET', http_route: '/products/:sku', http_response_status_code: '404' };
  const counted = await Promise.all(
    whoCounts(connections).map((one) => exposedValue({ url: addresses.url(one), ...own }, { name, labels })),
  );
  const expected = counted.reduce((sum, value) => sum + value, 0);
  const asked = performance.now() - start;
  const selector = Object.entries({ ...labels, service_name: 'order' }).map(([key, value]) => `${key}="${value}"`);
  const waited = await msUntil(
    async () => (await connections.metrics.sum(asItRuns(`${name}{${selector}}`))) >= expected,
    100,
  );
  return waited === undefined ? undefined : waited + asked;
}

/** All instances of the service: Prometheus tells of them together. */
function whoCounts(connections: Connections): readonly PortName[] {
  if (!connections.has('supervisor')) return ['order'];
  const names = connections.supervised.components.map(({ name }) => name);
  return names.filter((name): name is typeof name & PortName => applicationOf(name) === 'order');
}
