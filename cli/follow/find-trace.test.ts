import type { FoundTrace, TraceSearch, TraceStore } from '@sightline/stores';
import { LokiStore, PrometheusStore } from '@sightline/stores';
import { answering, madeSpan, type Respond } from '@sightline/stores/testing';
import { OrderApi } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import type { Connections } from '../connections';
import { findTrace, type Target } from './find-trace';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const orderId = '5f0c0b0e-6f0e-4a53-9d5b-0d8f3f1f8f4e';
const found = (id: string, durationNano = 1): FoundTrace => ({ traceId: id, startUnixNano: 1n, durationNano });

/** Finds the trace meant, given what the order service answers and what the trace store finds. */
async function find(
  target: Target,
  { shop, search, stored }: { shop?: Respond; search?: (search: TraceSearch) => FoundTrace[]; stored?: string[] },
) {
  await using server = await answering(shop ?? (() => ({ status: 404, body: {} })));
  const traces: TraceStore = {
    name: 'zipkin',
    spans: async (id) => (stored?.includes(id) ? [madeSpan({ id: 'root', traceId: id, ms: [0, 1] })] : undefined),
    search: async (asked) => search?.(asked) ?? [],
  };
  const connections = {
    traces,
    has: () => true,
    shop: { orders: new OrderApi({ url: server.url, apiKey: 'key' }) },
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

  it('is the one in what was pasted, known or not', async () => {
    const pasted = `traceparent: 00-${traceId}-00f067aa0ba902b7-01`;
    expect(await find({ id: pasted }, {})).toBe(traceId);
    expect(await find({ id: pasted }, { stored: [traceId] })).toBe(traceId);
  });

  it('is that of the order, and else the trace itself, when its id is written as a UUID', async () => {
    const dashed = traceId.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
    expect(await find({ id: dashed }, { stored: [traceId] })).toBe(traceId);
    expect(await find({ id: dashed }, { stored: [traceId], shop: () => ({ body: { traceId: orderId } }) })).toBe(
      orderId,
    );
    await expect(find({ id: dashed }, {})).rejects.toThrow('no order 4bf92f35-77b3');
  });

  it('is that of the order whose id was pasted without its dashes', async () => {
    expect(await find({ id: orderId.replaceAll('-', '') }, { shop: () => ({ body: { traceId } }) })).toBe(traceId);
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
    await expect(find({ id: 'abc' }, {})).rejects.toThrow('neither a trace id (32 hexadecimal digits), a traceparent');
    await expect(find({ newest: 'order' }, {})).rejects.toThrow('sightline order create');
  });
});
