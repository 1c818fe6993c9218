import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { ZipkinStore } from './zipkin-store';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/** As the collector's exporter writes it and Zipkin gives it back. */
const failed = {
  traceId,
  parentId: '53995c3f42cd8ad8',
  id: '00f067aa0ba902b7',
  kind: 'SERVER',
  name: 'post /orders/:id/cancel',
  timestamp: 1_767_225_600_000_200,
  duration: 25_000,
  localEndpoint: { serviceName: 'order' },
  annotations: [
    { timestamp: 1_767_225_600_001_000, value: 'exception|{"exception.message":"no such order"}|0' },
    { timestamp: 1_767_225_600_002_000, value: 'bare' },
  ],
  tags: {
    error: 'true',
    'otel.status_code': 'Error',
    'otel.status_description': 'it broke',
    'otel.library.name': '@opentelemetry/instrumentation-http',
    'http.request.method': 'POST',
    'http.route': '/orders/:id/cancel',
  },
};
const root = {
  traceId,
  id: '53995c3f42cd8ad8',
  name: 'root',
  timestamp: 1_767_225_600_000_000,
  duration: 10,
  tags: {},
};

describe('Zipkin', () => {
  it('gives the spans of a trace as OpenTelemetry knew them', async () => {
    await using server = await answering(() => ({ body: [failed, root] }));
    const spans = await new ZipkinStore(server.url).spans(traceId);
    expect(server.asked).toEqual([`/api/v2/trace/${traceId}`]);
    expect(spans?.map(({ name, kind, status }) => [name, kind, status])).toEqual([
      ['root', 'internal', 'unset'],
      ['POST /orders/:id/cancel', 'server', 'error'],
    ]);
    expect(spans?.[1]).toMatchObject({
      parentSpanId: root.id,
      startUnixNano: 1_767_225_600_000_200_000n,
      durationNano: 25_000_000,
      statusMessage: 'it broke',
      attributes: { 'http.request.method': 'POST', 'http.route': '/orders/:id/cancel' },
      events: [
        { name: 'exception', attributes: { 'exception.message': 'no such order' } },
        { name: 'bare', attributes: {} },
      ],
    });
    expect(spans?.[1]?.attributes).not.toHaveProperty('error');
  });

  it.each([
    ['post', { 'http.request.method': 'POST' }, 'POST'],
    ['get /Users/{id}'.toLowerCase(), { 'http.request.method': 'GET', 'http.route': '/Users/{id}' }, 'GET /Users/{id}'],
    ['select orders', { 'db.query.summary': 'SELECT orders', 'db.operation.name': 'SELECT' }, 'SELECT orders'],
    ['order.place', { tier: 'Order' }, 'order.place'],
    ['postgres post', { 'http.request.method': 'POST' }, 'postgres POST'],
  ])('writes the name %s with the capitals of its attributes', async (name, tags, proper) => {
    await using server = await answering(() => ({ body: [{ ...root, name, tags }] }));

    expect((await new ZipkinStore(server.url).spans(traceId))?.[0]?.name).toBe(proper);
  });

  it('knows whom a call went to', async () => {
    const call = { ...failed, kind: 'CLIENT', name: 'post', remoteEndpoint: { serviceName: 'bank' } };
    await using server = await answering(() => ({ body: [call] }));
    const spans = await new ZipkinStore(server.url).spans(traceId);
    expect(spans?.[0]?.attributes).toMatchObject({ 'peer.service': 'bank' });
  });

  it('does not know a trace that is not found', async () => {
    await using server = await answering(() => ({ status: 404, body: '' }));
    expect(await new ZipkinStore(server.url).spans(traceId)).toBeUndefined();
  });

  it('searches by service, name, attributes, failure and duration, the newest first', async () => {
    const older = [{ ...root, traceId: `${traceId.slice(0, -1)}0`, timestamp: 1_767_225_500_000_000 }];
    await using server = await answering(() => ({ body: [older, [root, failed]] }));
    const found = await new ZipkinStore(server.url).search({
      service: 'order',
      spanName: 'POST /orders',
      attributes: { 'order.id': 'abc', 'payment.id': '' },
      failed: true,
      minDurationMs: 2.5,
      since: new Date(1_000),
      until: new Date(61_000),
      limit: 7,
    });
    expect(found.map((trace) => trace.traceId)).toEqual([traceId, `${traceId.slice(0, -1)}0`]);
    expect(found[0]?.durationNano).toBe(25_200_000);
    expect(server.asked[0]).toBe(
      '/api/v2/traces?serviceName=order&spanName=post /orders&annotationQuery=order.id=abc and payment.id and error&minDuration=2500&endTs=61000&lookback=60000&limit=7',
    );
  });
});
