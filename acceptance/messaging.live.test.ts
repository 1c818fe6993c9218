import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { envelope, type Topic } from '@sightline/contracts';
import { connect } from '@sightline/database';
import { createKafka, listDeadLetters, Messaging, Outbox, Relay, replayDeadLetters } from '@sightline/messaging';
import { waitUntil } from '@sightline/stores';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { patience } from './patience';
import { ordersUrl, runningPlatform } from './platform';

const platform = runningPlatform();
const brokers = [platform.addresses.at('kafka')];
const run = randomUUID().slice(0, 8);

const schema = z.object({ ...envelope, type: z.literal('count'), number: z.int() });
type Count = z.infer<typeof schema>;
const topic: Topic<Count> = { name: `test.counts.${run}`, partitions: 4, schema, key: ({ orderId }) => orderId };

const db = connect<object>({ url: ordersUrl(platform, 'order_app'), poolSize: 12, name: 'acceptance' });
const outbox = new Outbox(db);

const handled: Count[] = [];
/** What the handler does to an event, until the test says otherwise. */
let fails: (event: Count) => boolean = () => false;
/** How long it takes. */
let lasts: (event: Count) => Promise<unknown> = async () => {};

const messaging = new Messaging({
  brokers,
  service: `test-${run}`,
  db,
  outbox,
  publishes: topic,
  subscription: {
    group: `test-${run}`,
    topic,
    handle: async (event, { afterCommit }) => {
      if (fails(event)) throw new Error('not now');
      await lasts(event);
      afterCommit(() => handled.push(event));
    },
  },
});

const publish = (orderId: string, number: number) =>
  outbox.transaction(async (unit) => unit.publish(topic, { type: 'count', orderId, number }));

const handledOf = (key: string) => handled.filter(({ orderId }) => orderId === key).map(({ number }) => number);

beforeAll(async () => {
  messaging.onApplicationBootstrap();
  const { value } = await waitUntil(async () => messaging.isReady || undefined, patience);
  if (!value) throw new Error('no place in the consumer group in time');
});

afterAll(async () => {
  await messaging.onModuleDestroy();
  await messaging.beforeApplicationShutdown();
  await db.destroy();
  // Its topics stay: the order service's relay has written to them, and asks Kafka every few minutes for all it has written to.
});

describe('several relays on one outbox', () => {
  it('lose nothing, and keep the order of each key', async () => {
    // With the relay of this test and the one of the order service that makes four.
    const producers = [1, 2].map((count) => createKafka({ brokers, clientId: `relay-${count}` }).producer());
    await Promise.all(producers.map((producer) => producer.connect()));
    const relays = producers.map((producer) => new Relay(db, producer));
    for (const relay of relays) relay.start();

    const keys = Array.from({ length: 12 }, () => randomUUID());
    const numbers = Array.from({ length: 40 }, (_, number) => number);
    await Promise.all(
      keys.map(async (key) => {
        for (const number of numbers) {
          await publish(key, number);
          relays[number % relays.length]?.wake();
        }
      }),
    );

    const isHandled = (key: string) => handledOf(key).length >= numbers.length;
    await waitUntil(async () => keys.every(isHandled) || undefined, patience);
    for (const key of keys) expect(handledOf(key)).toEqual(numbers);
    await Promise.all(relays.map((relay) => relay.stop()));
    await Promise.all(producers.map((producer) => producer.disconnect()));
  });
});

describe('an event of a transaction that is rolled back', () => {
  it('is never published, and holds up no other of its key', async () => {
    const key = randomUUID();
    const undone = outbox.transaction(async (unit) => {
      unit.publish(topic, { type: 'count', orderId: key, number: 1 });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await publish(key, 2);
    await waitUntil(async () => handledOf(key).includes(2) || undefined, patience);
    expect(handledOf(key)).toEqual([2]);
  });
});

describe('a relay of the version before, to which partitions are lanes', () => {
  it('finds the same ones, so that both versions take turns by the same locks', async () => {
    const tx = await db.startTransaction().execute();
    try {
      await sql`
        insert into outbox (topic, key, event_id, event_type, payload, carrier, created_at)
        select 'none', 'key ' || n, gen_random_uuid(), 'count', '{}', '{}', now() from generate_series(1, 200) as n`.execute(
        tx,
      );
      const lanes = await sql<{ lane: number }>`
        select lane from outbox_lanes where exists (select from outbox where outbox.lane = outbox_lanes.lane) order by lane`.execute(
        tx,
      );
      const partitions = await sql<{ lane: number }>`
        select distinct partition as lane from outbox where lane = partition order by lane`.execute(tx);
      const others = await sql`select from outbox where lane is distinct from partition`.execute(tx);
      expect(lanes.rows).toEqual(partitions.rows);
      expect([lanes.rows.length, others.rows.length]).toEqual([16, 0]);
    } finally {
      // Nobody is to send them.
      await tx.rollback().execute();
    }
  });
});

describe('a message whose handler fails', () => {
  it('is tried again, in its place, until it succeeds', async () => {
    const key = randomUUID();
    let failures = 2;
    fails = ({ orderId, number }) => orderId === key && number === 1 && failures-- > 0;
    for (const number of [1, 2, 3]) await publish(key, number);
    await waitUntil(async () => handledOf(key).length === 3 || undefined, patience);
    expect(handledOf(key)).toEqual([1, 2, 3]);
  });

  it('is set aside when it fails each time, does not hold up the next, and has its effect once it is replayed', async () => {
    const key = randomUUID();
    fails = ({ orderId, number }) => orderId === key && number === 1;
    for (const number of [1, 2]) await publish(key, number);
    await waitUntil(async () => handledOf(key).length === 1 || undefined, patience);
    expect(handledOf(key)).toEqual([2]);

    const letters = await listDeadLetters({ brokers, topic: topic.name });
    const own = letters.filter((letter) => letter.key === key);
    expect(own).toMatchObject([{ key, eventType: 'count', reason: 'retries_exhausted', errorClass: 'Error' }]);

    fails = () => false;
    expect(await replayDeadLetters({ brokers, topic: topic.name, dryRun: true })).toEqual(letters);
    expect(await replayDeadLetters({ brokers, topic: topic.name })).toEqual(letters);
    await waitUntil(async () => handledOf(key).length === 2 || undefined, patience);
    expect(handledOf(key)).toEqual([2, 1]);
    expect(await listDeadLetters({ brokers, topic: topic.name })).toEqual([]);
  });
});

describe('a reader in the middle of many messages', () => {
  it('has told Kafka how far it is, so that whoever comes after it does not begin anew', async () => {
    const admin = createKafka({ brokers, clientId: `admin-${run}` }).admin();
    await admin.connect();
    const key = randomUUID();
    const [many, middle] = [200, 120];
    let goOn = () => {};
    const isHeld = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    lasts = ({ orderId, number }) => {
      if (orderId !== key) return Promise.resolve();
      return number === middle ? isHeld : delay(25);
    };
    const told = async () => {
      const [of] = await admin.fetchOffsets({ groupId: `test-${run}`, topics: [topic.name] });
      return (of?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    };
    try {
      const before = await told();
      await outbox.transaction(async (unit) => {
        for (let number = 1; number <= many; number++) unit.publish(topic, { type: 'count', orderId: key, number });
      });
      await waitUntil(async () => handledOf(key).length === middle - 1 || undefined, patience);
      // All but those of the last second, of which there are 40 at most.
      await expect
        .poll(async () => (await told()) - before, { timeout: patience.withinMs })
        .toBeGreaterThan(middle - 1 - 80);
    } finally {
      goOn();
      lasts = async () => {};
      await admin.disconnect();
    }
    await waitUntil(async () => handledOf(key).length === many || undefined, patience);
    expect(handledOf(key)).toHaveLength(many);
  });
});

describe('a message that is delivered twice', () => {
  it('has its effect once', async () => {
    const key = randomUUID();
    const event: Count = {
      eventId: randomUUID(),
      type: 'count',
      occurredAt: new Date().toISOString(),
      orderId: key,
      number: 1,
    };
    const message = { key, value: JSON.stringify(event), headers: { 'event-id': event.eventId } };
    const producer = createKafka({ brokers, clientId: 'acceptance' }).producer();
    await producer.connect();
    await producer.send({ topic: topic.name, messages: [message, message] });
    await producer.disconnect();
    await publish(key, 2);
    await waitUntil(async () => handledOf(key).includes(2) || undefined, patience);
    expect(handledOf(key)).toEqual([1, 2]);
  });
});
