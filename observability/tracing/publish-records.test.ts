import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { beforeEach, expect, test } from 'vitest';
import { spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { captureContext, runInContext } from './carrier';
import { type BatchProducer, publishRecords } from './publish-records';
import { recordSpan } from './record-span';
import { withSpan } from './with-span';

const recorded = recordSpans();
beforeEach(() => recorded.clear());

type Batch = Parameters<BatchProducer['sendBatch']>[0];

const producerInto = (batches: Batch[]): BatchProducer => ({
  sendBatch: async (batch) => {
    batches.push(batch);
  },
});
const placeOrder = () => withSpan(spans.orderPlace, {}, () => captureContext());
const record = (key: string, topic = 'sightline.orders.v1') => ({
  topic,
  key,
  value: '{}',
  headers: { 'event-id': `event-${key}`, 'event-type': 'order.created' },
  carrier: placeOrder(),
});

test('records of several traces go out in one batch, each in its own trace', async () => {
  const batches: Batch[] = [];
  await publishRecords(producerInto(batches), [record('a'), record('b'), record('c', 'sightline.payments.v1')]);

  expect(batches).toHaveLength(1);
  const messages = batches[0]?.topicMessages.flatMap((topic) => topic.messages) ?? [];
  expect(messages.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  const sent = recorded.all().filter(({ kind }) => kind === SpanKind.PRODUCER);
  expect(sent).toHaveLength(3);
  for (const message of messages) {
    const span = sent.find(({ attributes }) => attributes['messaging.message.id'] === `event-${message.key}`);
    const { traceId, spanId } = span?.spanContext() ?? {};
    expect(message.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  }
  expect(new Set(sent.map((span) => span.spanContext().traceId)).size).toBe(3);
});

test('a producer span follows the messaging conventions', async () => {
  await publishRecords(producerInto([]), [record('a')]);

  expect(recorded.one('send sightline.orders.v1').attributes).toEqual({
    'messaging.system': 'kafka',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'sightline.orders.v1',
    'messaging.kafka.message.key': 'a',
    'messaging.message.id': 'event-a',
    'event.type': 'order.created',
  });
});

test('when the broker refuses, every span says so and the caller hears it', async () => {
  const refusing: BatchProducer = { sendBatch: () => Promise.reject(new Error('broker away')) };

  await expect(publishRecords(refusing, [record('a'), record('b')])).rejects.toThrow('broker away');
  const sent = recorded.all().filter(({ kind }) => kind === SpanKind.PRODUCER);
  expect(sent.map(({ status }) => status.code)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.ERROR]);
});

test('nothing to publish is nothing to do', async () => {
  const batches: Batch[] = [];
  await publishRecords(producerInto(batches), []);

  expect(batches).toEqual([]);
});

test('the wait in the outbox lies between the request and the producer span', async () => {
  const carrier = placeOrder();
  const waited = recordSpan(spans.orderWait, {
    parent: carrier,
    startTime: new Date(1_000),
    endTime: new Date(1_500),
  });
  await publishRecords(producerInto([]), [{ ...record('a'), carrier: waited }]);

  const wait = recorded.one('order wait');
  expect(wait.duration).toEqual([0, 500_000_000]);
  expect(wait.parentSpanContext?.spanId).toBe(carrier.traceparent?.split('-')[2]);
  expect(recorded.one('send sightline.orders.v1').parentSpanContext?.spanId).toBe(wait.spanContext().spanId);
});

test('a stored context is taken up again, an empty one leads out of any trace', () => {
  const carrier = placeOrder();

  expect(runInContext(carrier, () => captureContext())).toEqual(carrier);
  withSpan(spans.orderPlace, {}, () => expect(runInContext({}, () => captureContext())).toEqual({}));
});

test('the last word on the headers of a record is its own', async () => {
  const batches: Batch[] = [];
  await publishRecords(producerInto(batches), [
    { ...record('a'), finishHeaders: ({ 'event-id': id = '' }) => ({ 'event-id': id }) },
  ]);

  const [message] = batches[0]?.topicMessages.flatMap((topic) => topic.messages) ?? [];
  expect(Object.keys(message?.headers ?? {})).toEqual(['event-id']);
});
