import { randomUUID } from 'node:crypto';
import { logEvents } from '@sightline/catalogue';
import { ordersTopic } from '@sightline/contracts';
import { createKafka, listDeadLetters } from '@sightline/messaging';
import { readTrace, spanTree, waitUntil } from '@sightline/stores';
import { eventOf, findHops, wholeTrace } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();
const brokers = [platform.addresses.at('kafka')];

/** Sends a message nobody can read as if it were part of the trace. */
async function sendPoison({ traceId, spanId, key }: { traceId: string; spanId: string; key: string }) {
  const producer = createKafka({ brokers, clientId: 'acceptance' }).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const headers = {
      traceparent: `00-${traceId}-${spanId}-01`,
      'event-id': randomUUID(),
      'event-type': 'order.created',
    };
    await producer.send({ topic: ordersTopic.name, messages: [{ key, value: '{"not": "an order"', headers }] });
  } finally {
    await producer.disconnect();
  }
}

describe('a message that cannot be read', () => {
  it('is set aside with its reason and its trace, seen in that trace, and holds nobody up', async () => {
    const order = await buy(platform, 'tok_ok');
    const { value: trace } = await wholeTrace(order.traceId, platform, patience.withinMs);
    const root = trace?.spans.find(({ parentSpanId }) => parentSpanId === undefined);
    if (!root) throw new Error(`trace ${order.traceId} has no root`);
    await sendPoison({ traceId: order.traceId, spanId: root.spanId, key: order.id });

    const { value: letter } = await waitUntil(
      async () =>
        (await listDeadLetters({ brokers, topic: ordersTopic.name })).find(({ traceId }) => traceId === order.traceId),
      patience,
    );
    expect(letter).toMatchObject({ reason: 'malformed', key: order.id });

    // Its line may be there before the spans that it lies under.
    const seen = async () => {
      const stored = await readTrace(order.traceId, platform);
      const told = stored?.logs.find((line) => eventOf(line) === logEvents.messageDeadLettered.name);
      return {
        isTold: told !== undefined,
        isUnderItsSpan: stored?.spans.some(({ spanId }) => spanId === told?.spanId),
        orphans: stored && spanTree(stored).orphans,
      };
    };
    await expect
      .poll(seen, { timeout: patience.withinMs, interval: patience.everyMs })
      .toEqual({ isTold: true, isUnderItsSpan: true, orphans: [] });

    const next = await buy(platform, 'tok_ok');
    const { value: whole } = await wholeTrace(next.traceId, platform, patience.withinMs);
    expect(whole && findHops(spanTree(whole)).filter(({ node }) => node === undefined)).toEqual([]);
  });
});
