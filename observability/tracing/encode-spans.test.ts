import { type Attributes, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { TraceState } from '@opentelemetry/core';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordSpans } from '../testing/recorded-spans';
import { encodeSpans } from './encode-spans';

const recorded = recordSpans();
beforeEach(() => recorded.clear());

const parsed = (body: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(body ?? []).toString('utf8'));

/** What OpenTelemetry's own serializer makes of them, without what protobuf's JSON may leave out: zeros and empty lists. */
function theirs(spans: readonly ReadableSpan[]): unknown {
  const isLeftOut = (key: string, value: unknown) =>
    (/^dropped\w+Count$/.test(key) && value === 0) ||
    (/^(?:events|links)$/.test(key) && Array.isArray(value) && value.length === 0);
  return JSON.parse(
    Buffer.from(JsonTraceSerializer.serializeRequest([...spans]) ?? []).toString('utf8'),
    (key, value) => (isLeftOut(key, value) ? undefined : value),
  );
}

function spanWith(attributes: Attributes): ReadableSpan {
  trace.getTracer('test', '1.2').startSpan('work', { attributes }).end();
  return recorded.one('work');
}

describe('spans in OTLP’s JSON', () => {
  test('are what OpenTelemetry’s own serializer makes of them', () => {
    const remote = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
    const parent = trace.setSpanContext(ROOT_CONTEXT, {
      ...remote,
      isRemote: true,
      traceState: new TraceState('vendor=a"b'),
    });
    const tracer = trace.getTracer('first', '1.0');
    const span = tracer.startSpan(
      'GET /a "quoted" \\ \n \u2028 é 🎉',
      {
        kind: SpanKind.SERVER,
        attributes: {
          text: 'x "y" \\ \u0000 \ud800',
          '': 'no key',
          'a "key"': 1,
          int: 42,
          double: 0.5,
          negative: -7,
          yes: true,
          texts: ['a', 'b'],
          numbers: [1, 2.5],
          none: [],
        },
        links: [{ context: remote, attributes: { why: 'batch' } }, { context: { ...remote, isRemote: true } }],
        startTime: [1_700_000_000, 5],
      },
      parent,
    );
    span.addEvent('seen', { at: 'door' }, [1_700_000_001, 999_999_999]);
    span.addEvent('left');
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'broke "it"' });
    span.end([1_700_000_002, 123_456_789]);
    tracer.startSpan('child', { kind: SpanKind.CLIENT }, trace.setSpan(ROOT_CONTEXT, span)).end();
    trace.getTracer('second').startSpan('alone').end();
    const spans = recorded.all();

    const encoded = parsed(encodeSpans(spans));
    expect(spans).toHaveLength(3);
    // A version that is missing is an empty text in protobuf.
    expect(JSON.parse(JSON.stringify(encoded).replaceAll(',"version":""', ''))).toEqual(theirs(spans));
    expect(JSON.stringify(encoded)).toContain('"startTimeUnixNano":"1700000000000000005"');
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 60], [1e300], [-0]])('can hold the number %d', (value) => {
    const body = JSON.stringify(parsed(encodeSpans([spanWith({ value })])));
    expect(body).not.toContain('null');
    expect(body).toMatch(/"(?:intValue|doubleValue)":/);
  });

  test('can be of any text', () => {
    const odd = Array.from({ length: 300 }, (_, code) => String.fromCharCode(code)).join('');
    const [{ scopeSpans }] = (parsed(encodeSpans([spanWith({ odd })])) as { resourceSpans: [{ scopeSpans: never[] }] })
      .resourceSpans;
    expect(JSON.stringify(scopeSpans)).toContain(JSON.stringify(odd).slice(1, -1));
  });

  test('say how much was left out of them', () => {
    const span = {
      ...spanWith({}),
      spanContext: () => ({ traceId: 'a', spanId: 'b', traceFlags: TraceFlags.SAMPLED }),
    };
    const cut = { ...span, droppedAttributesCount: 3, droppedEventsCount: 2, droppedLinksCount: 1 } as ReadableSpan;
    expect(Buffer.from(encodeSpans([cut])).toString()).toMatch(
      /"droppedAttributesCount":3.*"droppedEventsCount":2.*"droppedLinksCount":1/,
    );
  });
});
