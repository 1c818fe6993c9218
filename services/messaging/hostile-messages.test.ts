import { randomUUID } from 'node:crypto';
import { ordersTopic } from '@sightline/contracts';
import { startTelemetry } from '@sightline/observability';
import fc from 'fast-check';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordSpans } from '../../observability/testing/recorded-spans';
import { EventConsumer } from './consumer';

process.env.OTEL_SDK_DISABLED = 'true';
process.env.LOG_LEVEL = 'fatal';
const { registry } = startTelemetry();
delete process.env.LOG_LEVEL;
const recorded = recordSpans();

type EachMessage = (payload: object) => Promise<void>;
let eachMessage: EachMessage;
let letters = 0;

/** A consumer that is given its messages by hand; none of them may get as far as the database. */
beforeAll(async () => {
  const consumer = {
    events: {},
    on: () => () => {},
    connect: async () => {},
    subscribe: async () => {},
    run: async (config: { eachMessage: EachMessage }) => {
      eachMessage = config.eachMessage;
    },
  };
  const producer = { sendBatch: async () => void letters++ };
  const subscription = { group: 'payment', topic: ordersTopic, handle: async () => {} };
  await new EventConsumer({ consumer: () => consumer } as never, producer as never, {} as never, subscription).start();
});

const receive = (message: Partial<KafkaMessage>) =>
  eachMessage({
    topic: ordersTopic.name,
    partition: 0,
    message: { key: null, value: null, offset: '1', timestamp: '0', attributes: 0, headers: {}, ...message },
    heartbeat: async () => {},
  });

const series = async () =>
  (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#')).length;

describe('whatever a message is made of', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    fc.json().map((text) => Buffer.from(text)),
    fc.constant(null),
  );
  const name = fc.oneof(
    fc.constantFrom('event-type', 'event-id', 'traceparent', 'tracestate', 'baggage', 'b3', 'constructor', '__proto__'),
    fc.string({ maxLength: 10 }),
  );
  const value = fc.oneof(bytes, fc.array(bytes, { maxLength: 3 }), fc.string().map(String));
  const headers = fc
    .array(fc.tuple(name, value), { maxLength: 6 })
    .map((pairs) => Object.fromEntries(pairs) as IHeaders);
  const message = fc.record({
    key: bytes,
    value: bytes,
    headers,
    timestamp: fc.constantFrom('0', '-1', 'NaN', '9999999999999'),
  });

  it('is set aside, and makes no series and no span name of its own', async () => {
    await receive({});
    const before = { series: await series(), letters };
    recorded.clear();

    await fc.assert(
      fc.asyncProperty(message, (made) => receive(made as Partial<KafkaMessage>)),
      { numRuns: 400 },
    );
    for (let count = 0; count < 100; count++)
      await receive({ value: Buffer.from('{}'), headers: { 'event-type': `probe.${randomUUID()}` } });

    expect(letters - before.letters).toBe(500);
    // The messages that could not be read at all, and those that do not keep the contract.
    expect((await series()) - before.series).toBeLessThanOrEqual(2);
    expect(new Set(recorded.all().map((span) => span.name))).toEqual(
      new Set(['handle _OTHER', `send ${ordersTopic.name}.dlt`]),
    );
  });
});
