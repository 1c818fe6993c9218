import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { JaegerStore } from './jaeger-store';

const id = '0af7651916cd43dd8448eb211c80319c';

/** As Jaeger answers for a request that failed at another service, and for an older client's span. */
const trace = {
  traceID: id,
  spans: [
    {
      traceID: id,
      spanID: 'b7ad6b7169203331',
      operationName: 'POST /pay',
      references: [{ refType: 'CHILD_OF', traceID: id, spanID: 'aaaaaaaaaaaaaaa' }],
      startTime: 1_700_000_000_000_300,
      duration: 200,
      tags: [
        { key: 'span.kind', type: 'string', value: 'server' },
        { key: 'otel.status_code', type: 'string', value: 'ERROR' },
        { key: 'otel.status_description', type: 'string', value: 'declined' },
        { key: 'error', type: 'bool', value: true },
        { key: 'http.response.status_code', type: 'int64', value: 402 },
      ],
      logs: [
        {
          timestamp: 1_700_000_000_000_350,
          fields: [
            { key: 'event', type: 'string', value: 'exception' },
            { key: 'exception.message', type: 'string', value: 'no' },
          ],
        },
      ],
      processID: 'p2',
    },
    {
      traceID: id,
      spanID: 'aaaaaaaaaaaaaaa',
      operationName: 'buy',
      references: null,
      startTime: 1_700_000_000_000_000,
      duration: 1000,
      tags: [],
      logs: null,
      processID: 'p1',
    },
  ],
  processes: {
    p1: { serviceName: 'order', tags: [{ key: 'service.version', type: 'string', value: '1' }] },
    p2: { serviceName: 'payment' },
  },
};

describe('a trace of Jaeger', () => {
  it('is read into the same trace as any', async () => {
    await using server = await answering(({ url }) =>
      url === `/api/traces/${id}` ? { body: { data: [trace] } } : { status: 404, body: { errors: [{ code: 404 }] } },
    );
    const store = new JaegerStore(server.url);
    expect(await store.spans(id)).toEqual([
      {
        traceId: id,
        spanId: '0aaaaaaaaaaaaaaa',
        service: 'order',
        name: 'buy',
        kind: 'internal',
        startUnixNano: 1_700_000_000_000_000_000n,
        durationNano: 1_000_000,
        status: 'unset',
        attributes: { 'service.version': '1' },
        events: [],
      },
      {
        traceId: id,
        spanId: 'b7ad6b7169203331',
        parentSpanId: '0aaaaaaaaaaaaaaa',
        service: 'payment',
        name: 'POST /pay',
        kind: 'server',
        startUnixNano: 1_700_000_000_000_300_000n,
        durationNano: 200_000,
        status: 'error',
        statusMessage: 'declined',
        attributes: { 'http.response.status_code': 402 },
        events: [
          { timeUnixNano: 1_700_000_000_000_350_000n, name: 'exception', attributes: { 'exception.message': 'no' } },
        ],
      },
    ]);
    expect(await store.spans('f'.repeat(32))).toBeUndefined();
    expect(store.link(id)).toBe(`${server.url}/trace/${id}`);
  });

  it('is searched for at every service when none is named, and found once', async () => {
    await using server = await answering(({ url = '' }) =>
      url === '/api/services' ? { body: { data: ['order', 'payment'] } } : { body: { data: [trace] } },
    );
    const found = await new JaegerStore(server.url).search({
      failed: true,
      attributes: { 'http.response.status_code': '402', 'service.version': '' },
      minDurationMs: 1,
      since: new Date(1_000),
      until: new Date(2_000),
      limit: 5,
    });
    expect(found).toEqual([{ traceId: id, startUnixNano: 1_700_000_000_000_000_000n, durationNano: 1_000_000 }]);
    const tags = '{"http.response.status_code":"402","error":"true"}';
    expect(server.asked).toEqual([
      '/api/services',
      `/api/traces?service=order&tags=${tags}&start=1000000&end=2000000&minDuration=1000us&limit=5`,
      `/api/traces?service=payment&tags=${tags}&start=1000000&end=2000000&minDuration=1000us&limit=5`,
    ]);
  });

  it('has the attributes that are asked for by their names alone', async () => {
    await using server = await answering(() => ({ body: { data: [trace] } }));
    const search = { service: 'order', since: new Date(0), limit: 5 };
    const store = new JaegerStore(server.url);
    expect(await store.traces({ ...search, attributes: { 'order.id': '' } })).toEqual([]);
    expect(await store.traces({ ...search, attributes: { 'service.version': '' } })).toHaveLength(1);
  });
});
