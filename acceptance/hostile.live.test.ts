import { randomBytes, randomUUID } from 'node:crypto';
import { ordersTopic, paymentsTopic } from '@sightline/contracts';
import { createKafka, type DeadLetter, listDeadLetters } from '@sightline/messaging';
import { waitUntil } from '@sightline/stores';
import { finalOrder, wholeTrace } from '@sightline/traffic';
import { CompressionTypes, type IHeaders, type Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCanaries, spellingsOf } from './canaries';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();
const brokers = [platform.addresses.at('kafka')];
const kafka = createKafka({ brokers, clientId: 'acceptance' });
const producer = kafka.producer({ allowAutoTopicCreation: false });

beforeAll(() => producer.connect());
afterAll(() => producer.disconnect());

const letterOf = async (topic: string, isIt: (letter: DeadLetter) => boolean) =>
  (await waitUntil(async () => (await listDeadLetters({ brokers, topic })).find(isIt), patience)).value;

/** What was written to the topics from now on, until it is stopped. */
async function tap(topics: readonly string[]) {
  const consumer = kafka.consumer({ groupId: `acceptance.${randomUUID()}` });
  const headers: IHeaders[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void headers.push(message.headers ?? {}) });
  return { headers, stop: () => consumer.disconnect() };
}

describe('a caller that brings a context of its own', () => {
  it('is traced whatever it wishes, and what it put into tracestate and baggage goes nowhere', async () => {
    const canaries = makeCanaries();
    const traceId = randomBytes(16).toString('hex');
    const [product] = (await platform.orders.products({ limit: 1 })).body?.products ?? [];
    const topics = await tap([ordersTopic.name, paymentsTopic.name]);
    const answer = await platform.orders.request<{ id: string }>('POST', '/orders', {
      body: {
        items: [{ sku: product?.sku, quantity: 1 }],
        currency: 'EUR',
        paymentMethod: 'card',
        paymentToken: 'tok_ok',
      },
      headers: {
        traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-00`,
        tracestate: `shop=${canaries.cardNumber}`,
        baggage: `user.email=${encodeURIComponent(canaries.email)},card=${canaries.cardNumber},sightline.faults=poison-message`,
      },
    });
    expect(answer.traceId).toBe(traceId);
    // Asked for by baggage, the mistake would have cut the event off, and nobody could pay.
    expect((await finalOrder(answer.body?.id ?? '', platform, patience)).value?.status).toBe('paid');

    const { value: trace } = await wholeTrace(traceId, platform, patience.withinMs);
    const carried = () => topics.headers.filter((headers) => String(headers.traceparent).includes(traceId));
    await waitUntil(async () => carried().length >= 2 || undefined, patience);
    await topics.stop();

    expect(trace?.spans.length).toBeGreaterThan(10);
    const seen = JSON.stringify([trace, carried().map(asText)], (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    expect(carried().length).toBeGreaterThanOrEqual(2);
    expect(spellingsOf(canaries).filter((canary) => seen.includes(canary))).toEqual([]);
  });
});

const asText = (headers: IHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

describe('a message', () => {
  const sendTo = (topic: string, message: Message, compression = CompressionTypes.None) =>
    producer.send({ topic, messages: [message], compression });

  it('that is too large to be taken back is set aside all the same, and orders are paid', async () => {
    const key = `large-${randomUUID()}`;
    // What does not get smaller when it is compressed again fits on its way in, without the headers it is to get.
    const value = Buffer.concat([Buffer.from('no json '), randomBytes(1_048_300)]);
    await sendTo(ordersTopic.name, { key, value: Buffer.alloc(1_200_000, 'a') }, CompressionTypes.GZIP);
    await sendTo(ordersTopic.name, { key: `${key}-random`, value });

    expect(await letterOf(ordersTopic.name, (letter) => letter.key === key)).toMatchObject({ kept: 'whole' });
    expect(await letterOf(ordersTopic.name, (letter) => letter.key === `${key}-random`)).toMatchObject({
      kept: 'part',
    });
    const order = await buy(platform, 'tok_ok');
    expect((await finalOrder(order.id, platform, patience)).value?.status).toBe('paid');
  });

  it('of a type nobody declared makes no span name of its own', async () => {
    const types = Array.from({ length: 5 }, () => `probe.${randomUUID()}`);
    for (const type of types)
      await sendTo(paymentsTopic.name, { key: type, value: '{}', headers: { 'event-type': type } });

    for (const type of types)
      expect(await letterOf(paymentsTopic.name, ({ eventType }) => eventType === type)).toBeDefined();
    const handled = 'last_over_time(traces_span_metrics_calls_total{span_name=~"handle .+"}[10m])';
    const { value: names } = await waitUntil(async () => {
      const found = (await platform.metrics.query(handled)).map(({ labels }) => String(labels.span_name));
      return found.includes('handle _OTHER') ? found : undefined;
    }, patience);
    expect(names).toBeDefined();
    expect(names?.filter((name) => name.includes('probe'))).toEqual([]);
  });
});
