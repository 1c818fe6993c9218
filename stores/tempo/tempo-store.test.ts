import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { TempoStore, traceQl } from './tempo-store';

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/** The shape Tempo's marshaller writes: ids in base64, enums by name, 64-bit numbers as text, nothing that is empty. */
const answer = {
  trace: {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'payment' } }] },
        scopeSpans: [
          {
            scope: { name: 'sightline' },
            spans: [
              {
                traceId: base64(traceId),
                spanId: base64('00f067aa0ba902b7'),
                parentSpanId: base64('53995c3f42cd8ad8'),
                name: 'bank charge',
                kind: 'SPAN_KIND_CLIENT',
                startTimeUnixNano: '1767225600000000123',
                endTimeUnixNano: '1767225600025000123',
                attributes: [
                  { key: 'http.response.status_code', value: { intValue: '503' } },
                  { key: 'bank.operation', value: { stringValue: 'charge' } },
                ],
                events: [{ timeUnixNano: '1767225600020000000', name: 'exception' }],
                status: { code: 'STATUS_CODE_ERROR', message: 'the bank answered 503' },
              },
              {
                traceId: base64(traceId),
                spanId: base64('53995c3f42cd8ad8'),
                name: 'payment charge',
                startTimeUnixNano: '1767225600000000000',
                endTimeUnixNano: '1767225600030000000',
                status: {},
              },
            ],
          },
        ],
      },
    ],
  },
};

describe('Tempo', () => {
  it('gives the spans of a trace in the model of all trace stores, in order of start', async () => {
    await using server = await answering(() => ({ body: answer }));
    const spans = await new TempoStore(server.url).spans(traceId);
    expect(server.asked).toEqual([`/api/v2/traces/${traceId}`]);
    expect(spans?.map(({ name }) => name)).toEqual(['payment charge', 'bank charge']);
    expect(spans?.[1]).toEqual({
      traceId,
      spanId: '00f067aa0ba902b7',
      parentSpanId: '53995c3f42cd8ad8',
      service: 'payment',
      name: 'bank charge',
      kind: 'client',
      startUnixNano: 1_767_225_600_000_000_123n,
      durationNano: 25_000_000,
      status: 'error',
      statusMessage: 'the bank answered 503',
      attributes: { 'http.response.status_code': 503, 'bank.operation': 'charge' },
      events: [{ timeUnixNano: 1_767_225_600_020_000_000n, name: 'exception', attributes: {} }],
    });
  });

  it('does not know a trace that is empty or not found', async () => {
    await using empty = await answering(() => ({ body: { trace: {} } }));
    await using missing = await answering(() => ({ status: 404, body: '' }));
    expect(await new TempoStore(empty.url).spans(traceId)).toBeUndefined();
    expect(await new TempoStore(missing.url).spans(traceId)).toBeUndefined();
  });

  it('searches in TraceQL, the newest first', () => {
    const since = new Date(0);
    expect(traceQl({ since, limit: 1 })).toBe('{  } with (most_recent=true)');
    expect(traceQl({ service: 'order', attributes: { 'order.id': 'a"b' }, failed: true, since, limit: 1 })).toBe(
      '{ resource.service.name = "order" && span.order.id = "a\\"b" && status = error } with (most_recent=true)',
    );
    expect(traceQl({ attributes: { 'order.id': '' }, minDurationMs: 1.5, since, limit: 1 })).toBe(
      '{ span.order.id != nil && duration >= 1500us } with (most_recent=true)',
    );
  });

  it('restores the zeros Tempo leaves off a trace id', async () => {
    const found = {
      traceID: 'f92f3577b34da6a3ce929d0e0e4736',
      startTimeUnixNano: '1767225600000000000',
      durationMs: 12,
    };
    await using server = await answering(() => ({ body: { traces: [found] } }));
    const [trace] = await new TempoStore(server.url).search({ since: new Date(0), until: new Date(10_000), limit: 3 });
    expect(trace).toEqual({
      traceId: '00f92f3577b34da6a3ce929d0e0e4736',
      startUnixNano: 1_767_225_600_000_000_000n,
      durationNano: 12_000_000,
    });
    expect(server.asked[0]).toMatch(/^\/api\/search\?.*start=0&end=10&limit=3$/);
  });
});
