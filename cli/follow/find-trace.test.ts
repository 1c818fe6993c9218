import { OrderApi } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import type { FoundTrace, TraceSearch, TraceStore } from '../backends';
import { LokiStore, PrometheusStore } from '../backends';
import type { Connections } from '../connections';
import { answering, type Respond } from '../testing/answering';
import { findTrace, type Target } from './find-trace';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const orderId = '5f0c0b0e-6f0e-4a53-9d5b-0d8f3f1f8f4e';
const found = (id: string, durationNano = 1): FoundTrace => ({ traceId: id, startUnixNano: 1n, durationNano });

/** Finds the trace meant, given what the order service answers and what the trace store finds. */
async function find(
  target: Target,
  { shop, search }: { shop?: Respond; search?: (search: TraceSearch) => FoundTrace[] },
) {
  await using server = await answering(shop ?? (() => ({ status: 404, body: {} })));
  const traces: TraceStore = {
    name: 'zipkin',
    spans: async () => undefined,
    search: async (asked) => search?.(asked) ?? [],
  };
  const connections = {
    traces,
    orders: new OrderApi({ url: server.url, apiKey: 'key' }),
    logs: new LokiStore(server.url),
    metrics: new PrometheusStore(server.url),
  } as Partial<Connections> as Connections;
  // Awaited here: the server closes when this function returns.
  return await findTrace(target, connections);
}

describe('the trace that is meant', () => {
  it('is the one of that id', async () => {
    expect(await find({ id: traceId.toUpperCase() }, {})).toBe(traceId);
  });

  it('is the one the order knows itself', async () => {
    expect(await find({ id: orderId }, { shop: () => ({ body: { traceId } }) })).toBe(traceId);
  });

  it('is the one that carries the order id, when the order service cannot say', async () => {
    const search = ({ attributes }: TraceSearch) => (attributes?.['order.id'] === orderId ? [found(traceId)] : []);
    expect(await find({ id: orderId }, { search })).toBe(traceId);
  });

  it('is the newest in which an order was placed, or something failed', async () => {
    const search = ({ failed }: TraceSearch) => (failed ? [found('failed')] : [found('newest'), found('older')]);
    expect(await find({ newest: 'order' }, { search })).toBe('newest');
    expect(await find({ newest: 'failure' }, { search })).toBe('failed');
  });

  it('is the slowest, found by asking for ever shorter ones', async () => {
    const asked: (number | undefined)[] = [];
    const search = ({ minDurationMs }: TraceSearch) => {
      asked.push(minDurationMs);
      return minDurationMs === 300 ? [found('slow', 3e8), found('slowest', 9e8)] : [];
    };
    expect(await find({ slowestSince: new Date(0) }, { search })).toBe('slowest');
    expect(asked).toEqual([10_000, 3000, 1000, 300]);
  });

  it('cannot be told from nonsense, or from nothing: the message says what to do', async () => {
    await expect(find({ id: 'abc' }, {})).rejects.toThrow('neither a trace id (32 hexadecimal digits) nor an order id');
    await expect(find({ newest: 'order' }, {})).rejects.toThrow('sightline order create');
  });
});
