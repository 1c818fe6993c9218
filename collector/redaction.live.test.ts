import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backends, record } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { logLayers } from './testing/effective-config';
import { newTraceId, pushLines, sendSpans } from './testing/telemetry';
import { until } from './testing/until';

const canaries = {
  visa: '4111111111111111',
  spaced: '4111 1111 1111 1111',
  dashed: '5555-5555-5555-4444',
  urlEncoded: '6011%201111%201111%201117',
  amex: '378282246310005',
  diners: '3056 930902 5904',
  underscored: 'card_4012888888881881_end',
  cvv: '"cvv": "2391"',
  cvvInQuery: 'cvc=2392',
  email: 'jane.doe+shop@example.com',
  encodedEmail: 'john.roe%40example.org',
  bearer: 'Bearer abc123DEF456ghi789',
  authorization: 'Authorization: Bearer zyx987WVU654',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
  apiKey: 'x-api-key: 0123456789abcdef',
  paymentToken: 'tok_declined',
  secretKey: 'sk_live_51HxSightline',
  userInUrl: 'postgres://order_app:hunter22@127.0.0.1:15432/orders',
} as const;

/** The part of each canary that must be seen nowhere. */
const secrets = [
  ...Object.entries(canaries)
    .filter(
      ([name]) =>
        !['cvv', 'cvvInQuery', 'bearer', 'authorization', 'apiKey', 'userInUrl', 'underscored'].includes(name),
    )
    .map(([, text]) => text),
  ...[
    '4012888888881881',
    '2391',
    '2392',
    'abc123DEF456ghi789',
    'zyx987WVU654',
    '0123456789abcdef',
    'hunter22',
    '2393',
    'swordfish',
  ],
];

/** The few digits of a CVV also turn up by chance inside ids and times, where they are part of something longer. */
const isIn = (text: string, secret: string) =>
  /^\d{3,4}$/.test(secret) ? new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`).test(text) : text.includes(secret);

const innocents = {
  'app.order.id': randomUUID(),
  'app.digits.uuid': '41234123-4123-4123-8123-412341234123',
  'app.sku': 'SKU-4111-BLUE',
  'app.nanoseconds': '1795254066219000123',
  'app.milliseconds': '1795254066219',
  'app.microseconds': 1795254066219000,
  'app.total_cents': 411100,
  'url.path': '/orders/4f1c2d3e',
  'code.file.path': '/app/node_modules/@nestjs/core/router/router-execution-context.js:46:28',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-4444333322221111-01',
} as const;

describe.each(logLayers)('on the way to Tempo and %s', (log) => {
  const backends = new Backends();
  let collector: CollectorUnderTest;

  beforeAll(async () => {
    await backends.open();
    collector = await CollectorUnderTest.start(backends.url, { layers: ['tempo', log] });
  });

  afterAll(async () => {
    await collector?.stop();
    await backends.close();
  });

  it('lets no planted secret through, wherever in a span or a log line it stands', async () => {
    const traceId = newTraceId();
    const all = Object.values(canaries).join(' | ');
    const query = `select 1 from cards where pan = ${canaries.visa} or pan = '${canaries.spaced}' or note = 'it''s ${canaries.email}'`;
    await sendSpans(collector.otlpUrl, [
      {
        traceId,
        name: `POST /pay ${canaries.visa}`,
        attributes: {
          ...canaries,
          all,
          'http.request.header.authorization': 'swordfish',
          'card.cvv': 2393,
          'db.query.text': query,
          'card.number.digits': Number(canaries.visa),
          'url.query': `token=${canaries.secretKey}&email=${canaries.encodedEmail}`,
        },
        error: `bank said no: ${all}`,
        exception: { 'exception.message': all, 'exception.stacktrace': `Error: ${all}\n    at pay (pay.js:1:1)` },
      },
    ]);
    await pushLines(collector.lokiUrl, [
      {
        level: 'error',
        trace_id: traceId,
        message: `failed: ${all}`,
        body: { ...canaries, cvv: '2393', 'db.query.text': query },
        password: 'swordfish',
      },
    ]);
    await pushLines(collector.lokiUrl, [
      { level: 'error', trace_id: traceId, message: 'second', list: Object.values(canaries) },
    ]);

    await until('the span', () => backends.spans.find((span) => span.traceId === traceId));
    await until('the lines', () => backends.logs.filter((log) => log.traceId === traceId).length >= 2);
    await until('the span metrics', () => backends.points.find(({ metric }) => metric === 'traces.span.metrics.calls'));
    expect(secrets.filter((secret) => isIn(backends.everything, secret))).toEqual([]);
  });

  it('leaves ids, times, amounts and paths alone', async () => {
    const traceId = newTraceId();
    await sendSpans(collector.otlpUrl, [{ traceId, attributes: innocents }]);
    await pushLines(collector.lokiUrl, [
      {
        level: 'info',
        trace_id: traceId,
        span_id: '4444333322221111',
        event: 'order.created',
        message: 'order accepted',
        ...innocents,
      },
    ]);

    const expected = Object.fromEntries(Object.entries(innocents).map(([key, value]) => [key, String(value)]));
    const span = await until('the span', () => backends.spans.find((each) => each.traceId === traceId));
    expect(record(span.attributes)).toMatchObject(expected);
    expect(span.name).toBe('POST /orders');
    const log = await until('the line', () => backends.logs.find((each) => each.traceId === traceId));
    expect(log.body.stringValue).toBe('order accepted');
    expect(record(log.attributes)).toMatchObject({
      ...expected,
      event: 'order.created',
      'app.microseconds': expect.any(String),
    });
    expect(record(log.resource)).toMatchObject({
      'service.name': 'order',
      level: 'info',
      'service.namespace': 'sightline',
    });
  });
});
