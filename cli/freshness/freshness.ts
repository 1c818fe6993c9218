import { setTimeout as sleep } from 'node:timers/promises';
import { logEvents, metrics } from '@sightline/observability/catalogue';
import { asItRuns, waitUntil } from '@sightline/stores';
import { eventOf } from '@sightline/traffic';
import type { Connections, Shop } from '../connections';
import { type Distribution, distributionOf } from './distribution';
import { exposedValue } from './exposition';

export const signals = ['trace', 'log', 'metric'] as const;
export type Signal = (typeof signals)[number];

/** p95 from the response to a request until its telemetry can be asked for, in milliseconds. */
export type FreshnessAims = Readonly<Record<Signal, number>>;

/** VictoriaLogs makes what it takes searchable once a second, Loki at once. */
export const freshnessAims = ({ logStore }: Pick<Shop, 'logStore'>): FreshnessAims => ({
  trace: 1000,
  log: logStore === 'victorialogs' ? 1500 : 1000,
  metric: 6000,
});

export interface Freshness {
  readonly samples: number;
  readonly signals: Record<Signal, Distribution>;
  readonly aims: FreshnessAims;
}

export interface FreshnessOptions {
  readonly samples: number;
  /** Between two requests; not a multiple of the scrape interval, so that the samples spread over it. */
  readonly everyMs?: number;
}

/**
 * Makes requests and measures, for each and for each signal, the time from its response to the moment the stores show it.
 * A signal not seen within half a minute counts as missing.
 */
export async function measureFreshness(
  connections: Connections,
  { samples, everyMs = 730 }: FreshnessOptions,
): Promise<Freshness> {
  const running: Promise<Record<Signal, number | undefined>>[] = [];
  for (let index = 0; index < samples; index++) {
    running.push(sampleOnce(connections));
    if (index < samples - 1) await sleep(everyMs);
  }
  const seen = await Promise.all(running);
  const of = (signal: Signal) => distributionOf(seen.map((sample) => sample[signal]));
  return {
    samples,
    signals: { trace: of('trace'), log: of('log'), metric: of('metric') },
    aims: freshnessAims(connections.shop),
  };
}

const patience = { withinMs: 30_000, everyMs: 50 };

/** An unknown product: a request that changes nothing, on a series few others touch. */
async function sampleOnce(connections: Connections): Promise<Record<Signal, number | undefined>> {
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
async function msUntilCounted({ shop: { addresses }, metrics: store }: Connections): Promise<number | undefined> {
  const start = performance.now();
  const name = `${metrics.httpServerRequestDuration.name}_count`;
  const labels = { http_request_method: 'GET', http_route: '/products/:sku', http_response_status_code: '404' };
  const expected = await exposedValue(addresses.url('order'), { name, labels });
  const asked = performance.now() - start;
  const selector = Object.entries({ ...labels, service_name: 'order' }).map(([key, value]) => `${key}="${value}"`);
  const waited = await msUntil(async () => (await store.sum(asItRuns(`${name}{${selector}}`))) >= expected, 100);
  return waited === undefined ? undefined : waited + asked;
}

async function msUntil(
  isThere: () => Promise<boolean | undefined>,
  everyMs = patience.everyMs,
): Promise<number | undefined> {
  const { value, ms } = await waitUntil(async () => (await isThere()) || undefined, { ...patience, everyMs });
  return value ? ms : undefined;
}
