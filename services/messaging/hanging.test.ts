import { ordersTopic } from '@sightline/contracts';
import type { CompiledQuery, Driver, QueryResult } from 'kysely';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { type HangingPeer, hangingPeer, trickling } from '../../observability/testing/hanging-peer';
import { connectClient } from './connect-client';
import { createKafka } from './kafka';
import { Messaging } from './messaging';
import { Outbox } from './outbox';
import { Relay } from './relay';
import { ensureTopics } from './topics';

const limits = {
  connectionTimeout: 200,
  requestTimeout: 200,
  silenceTimeout: 500,
  retry: { initialRetryTime: 10, maxRetryTime: 20, retries: 1 },
};

let peer: HangingPeer;
afterEach(() => peer.close());

const kafkaAt = ({ address }: HangingPeer) => createKafka({ brokers: [address], clientId: 'hanging', limits });

const row = {
  id: 1,
  topic: ordersTopic.name,
  key: 'order-1',
  event_id: 'event-1',
  event_type: 'order.created',
  payload: '{}',
  carrier: {},
  created_at: new Date(),
};

/** A database with one message in its outbox, and what it was asked. */
function databaseWithMessage() {
  const asked: string[] = [];
  const executeQuery = async <Row>({ sql }: CompiledQuery): Promise<QueryResult<Row>> => {
    asked.push(sql.trim());
    const rows = /pg_try_advisory_lock/.test(sql) ? [{ partition: 0 }] : /^\s*select id, topic/.test(sql) ? [row] : [];
    return { rows: rows as Row[] };
  };
  const transaction = async () => void asked.push('a transaction');
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => ({ executeQuery, streamQuery: () => Promise.reject() as never }),
    beginTransaction: transaction,
    commitTransaction: transaction,
    rollbackTransaction: transaction,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  const db = new Kysely<object>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { db, asked };
}

const apiVersions = 18;

/** Says which versions it speaks, when it is asked that first, and nothing after that. */
const greets: Parameters<typeof hangingPeer>[0] = (socket) => {
  socket.once('data', (request) => {
    if (request.readInt16BE(4) !== apiVersions) return;
    const versions = [0, 1, 3, 18].flatMap((apiKey) => [apiKey, 0, 2]);
    const answer = Buffer.alloc(4 + 4 + 2 + 4 + versions.length * 2 + 4);
    answer.writeInt32BE(answer.length - 4, 0);
    request.copy(answer, 4, 8, 12);
    answer.writeInt32BE(versions.length / 3, 10);
    for (const [index, version] of versions.entries()) answer.writeInt16BE(version, 14 + index * 2);
    socket.write(answer);
  });
};

const silent = undefined;

describe.each<[string, Parameters<typeof hangingPeer>[0]]>([
  ['accepts and never answers', silent],
  ['trickles its answer', trickling([Buffer.from([0, 0, 1, 0]), Buffer.from([0])])],
])('a Kafka that %s', (_, meet) => {
  it('is given up on by whoever connects, and left', async () => {
    peer = await hangingPeer(meet);
    const kafka = kafkaAt(peer);

    await expect(connectClient(kafka.producer())).rejects.toThrow('does not answer');
    await expect(ensureTopics(kafka, [ordersTopic])).rejects.toThrow();
    await expect.poll(() => peer.open.size).toBe(0);
  });

  it('does not hold up the end of a service', async () => {
    peer = await hangingPeer(meet);
    const { db } = databaseWithMessage();
    const messaging = new Messaging({
      brokers: [peer.address],
      service: 'hanging',
      db,
      outbox: new Outbox(db),
      publishes: ordersTopic,
      subscription: { group: 'hanging', topic: ordersTopic, handle: async () => {} },
    });
    messaging.onApplicationBootstrap();
    await expect.poll(() => peer.open.size).toBeGreaterThan(0);

    const began = performance.now();
    await messaging.onModuleDestroy();
    await messaging.beforeApplicationShutdown();
    // Three steps of 1.5 s at most, and a shorter one.
    expect(performance.now() - began).toBeLessThan(5_500);
  });
});

describe('a Kafka that answers nothing any more', () => {
  it('leaves what is to be sent in the outbox, with no transaction open', async () => {
    peer = await hangingPeer(greets);
    const { db, asked } = databaseWithMessage();
    const producer = kafkaAt(peer).producer();
    await connectClient(producer);
    const relay = new Relay(db, producer);
    relay.start();
    const letGo = () => asked.filter((sql) => sql.includes('pg_advisory_unlock_all')).length;
    await expect.poll(letGo, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);

    await relay.stop();
    expect(asked.filter((sql) => /^delete|transaction|begin/.test(sql))).toEqual([]);
    await producer.disconnect();
  });

  it('did not answer whoever connected first, and is connected to once it does', async () => {
    let isFirst = true;
    peer = await hangingPeer((socket) => {
      if (!isFirst) greets(socket);
      isFirst = false;
    });
    const producer = kafkaAt(peer).producer();

    await expect(connectClient(producer)).rejects.toThrow('does not answer');
    await connectClient(producer);
    await expect(producer.send({ topic: ordersTopic.name, messages: [{ value: 'a' }] })).rejects.toThrow(
      /timed out|nothing came back/,
    );
    await producer.disconnect();
  });

  it('loses the connection over which an answer was due, and is asked over another', async () => {
    let connections = 0;
    peer = await hangingPeer((socket) => {
      connections++;
      greets(socket);
    });
    const [producer, quiet] = [kafkaAt(peer).producer(), kafkaAt(peer).producer()];
    await connectClient(quiet);
    const [unasked] = peer.open;
    await connectClient(producer);
    const ask = () => producer.send({ topic: ordersTopic.name, messages: [{ value: 'a' }] });

    await expect(ask()).rejects.toThrow();
    await expect.poll(() => [...peer.open]).toEqual([unasked]);
    const before = connections;
    await expect(ask()).rejects.toThrow();
    expect(connections).toBeGreaterThan(before);
    await Promise.all([producer.disconnect(), quiet.disconnect()]);
  });
});
