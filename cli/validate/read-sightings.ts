import { logEvents, metrics } from '@sightline/catalogue';
import type { LoadResult, Order, Sightings } from '@sightline/traffic';
import { eventKey } from '@sightline/traffic';
import type { Connections } from '../connections';
import {
  type Between,
  countedBetween,
  orderCounts,
  paymentCounts,
  requestBuckets,
  requestCounts,
  spanCounts,
} from '../load';
import { quantileOf } from './quantile';

/** Asks everybody who saw something of a run. */
export async function readSightings(run: LoadResult, connections: Connections): Promise<Sightings> {
  const { metrics: store } = connections;
  const between = { since: new Date(run.startedAt), until: new Date(run.quietUntil ?? run.endedAt) };
  const [requests, buckets, orders, payments, spans, stored, logged, traces, logRecords, spansLost, restarted] =
    await Promise.all([
      requestCounts(store, between),
      requestBuckets(store, between),
      orderCounts(store, between),
      paymentCounts(store, between),
      spanCounts(store, between),
      storedOrders(run, connections),
      loggedOf(run, connections),
      storedTraces(run, connections),
      lost(metrics.logRecordsDropped.name, connections, between),
      lost(metrics.spansDropped.name, connections, between),
      restartedServices(connections, between),
    ]);
  return {
    counted: { requests, p95Ms: quantileOf(buckets, 0.95) * 1000, orders, payments },
    stored,
    logged,
    spans,
    traces,
    lost: { logRecords, spans: spansLost },
    restarted,
  };
}

/** The orders of a run, newest first, by the trace ids that begin with its id. */
async function storedOrders({ runId, startedAt }: LoadResult, { shop: { orders } }: Connections) {
  const own: Order[] = [];
  for (let cursor: string | undefined; ; ) {
    const { body } = await orders.orders({ limit: 100, ...(cursor !== undefined && { cursor }) });
    if (body === undefined) throw new Error('the order service does not list its orders: see `sightline status`');
    own.push(...body.orders.filter(({ traceId }) => traceId.startsWith(runId)));
    const oldest = body.orders.at(-1);
    cursor = body.nextCursor;
    if (cursor === undefined || oldest === undefined || oldest.createdAt < startedAt) break;
  }
  const of = (status: Order['status']) => own.filter((order) => order.status === status).length;
  return { placed: own.length, pending: of('pending'), paid: of('paid'), cancelled: of('cancelled') };
}

async function loggedOf({ runId, startedAt }: LoadResult, { logs }: Connections) {
  const until = new Date();
  const seconds = Math.ceil((until.getTime() - Date.parse(startedAt)) / 1000) + 1;
  const lines = `{service_name=~"order|payment"} | trace_id=~"${runId}.*"`;
  const counts = await logs.count(`sum by (${eventKey}) (count_over_time(${lines} [${seconds}s]))`, until);
  const of = (...events: { readonly name: string }[]) =>
    counts
      .filter(({ labels }) => events.some(({ name }) => name === labels[eventKey]))
      .reduce((sum, { value }) => sum + value, 0);
  return {
    requests: of(logEvents.httpRequestCompleted, logEvents.httpRequestAborted),
    orders: of(logEvents.orderAccepted),
    payments: of(logEvents.paymentCaptured, logEvents.paymentDeclined),
  };
}

async function storedTraces({ slowest }: LoadResult, { traces }: Connections) {
  const found = await Promise.all(slowest.map(({ traceId }) => traces.spans(traceId)));
  return { asked: slowest.length, found: found.filter((spans) => spans !== undefined).length };
}

async function lost(series: string, { metrics: store }: Connections, between: Between): Promise<number> {
  const counts = await countedBetween(store, { series }, between);
  return counts.reduce((sum, { value }) => sum + value, 0);
}

async function restartedServices({ metrics: store }: Connections, { since, until }: Between): Promise<string[]> {
  const starts = await store.query('process_start_time_seconds{service_name=~"order|payment"}', until);
  return starts.filter(({ value }) => value * 1000 > since.getTime()).map(({ labels }) => labels.service_name ?? '');
}
