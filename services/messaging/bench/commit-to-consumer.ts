/**
 * How long an event takes from its commit to its reader while nothing else happens: events one by one, 50 ms apart, through
 * a real outbox, relay, Kafka and inbox. Needs DATABASE_URL (a service's database, migrated) and KAFKA_BROKERS.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '@sightline/config';
import type { EventEnvelope, Topic } from '@sightline/contracts';
import { connect, databaseSettings } from '@sightline/database';
import { z } from 'zod';
import { Messaging, messagingSettings, Outbox } from '../index';

const EVENTS = 400;
const WARM_UP = 50;

const topic: Topic = {
  name: 'sightline.bench.v1',
  partitions: 1,
  schema: z.object({ eventId: z.uuid(), type: z.string(), occurredAt: z.iso.datetime(), orderId: z.uuid() }),
  key: (event) => event.orderId,
};

async function main(): Promise<void> {
  const { DATABASE_URL: url, KAFKA_BROKERS: brokers } = readConfig(
    z.object({ DATABASE_URL: databaseSettings.DATABASE_URL, ...messagingSettings }),
    process.env,
  );
  const db = connect<object>({ url, poolSize: 4, name: 'bench' });
  const outbox = new Outbox(db);
  const arrivals = new Map<string, (at: number) => void>();
  const handle = async (event: EventEnvelope) => arrivals.get(event.orderId)?.(performance.now());
  const subscription = { group: `bench-${process.pid}`, topic, handle };
  const messaging = new Messaging({ brokers, service: 'bench', db, outbox, publishes: topic, subscription });
  messaging.onApplicationBootstrap();
  while (!messaging.isReady) await delay(50);

  const milliseconds: number[] = [];
  for (let count = 0; count < EVENTS; count++) {
    const orderId = randomUUID();
    const arrived = new Promise<number>((resolve) => arrivals.set(orderId, resolve));
    await outbox.transaction(async ({ publish }) => publish(topic, { type: 'bench', orderId }));
    const committed = performance.now();
    milliseconds.push((await arrived) - committed);
    await delay(50);
  }
  await messaging.onModuleDestroy();
  await messaging.beforeApplicationShutdown();
  await db.destroy();
  report(milliseconds.slice(WARM_UP).sort((a, b) => a - b));
}

function report(sorted: readonly number[]): void {
  const at = (share: number) => `${sorted[Math.ceil(share * sorted.length) - 1]?.toFixed(1)} ms`;
  console.log(
    `commit to consumer, ${sorted.length} events: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`,
  );
}

void main();
