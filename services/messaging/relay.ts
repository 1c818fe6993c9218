import { logEvents, metrics, spans } from '@sightline/catalogue';
import { counter, emit, histogram, publishRecords, recordSpan } from '@sightline/observability';
import type { Producer } from 'kafkajs';
import type { Kysely } from 'kysely';
import type { MessagingHooks } from './hooks';
import { forgetMessages, type OutboxRow, readMessages, releasePartitions, takePartitions } from './partitions';
import { Polling } from './polling';

const BATCH = 500;
/** Messages of a rush go in batches: each poll, and each sending, costs the same for one as for many. */
const GATHER_MS = 40;

/**
 * Brings messages from the outbox to Kafka: at least once, and in order for each key, however many relays there are. A batch
 * is deleted from the outbox once Kafka has it, and no transaction is open while Kafka is waited for.
 */
export class Relay<Tables> {
  readonly #polling: Polling;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly producer: Producer,
    private readonly hooks: Pick<MessagingHooks, 'select' | 'sendings'> = {},
  ) {
    this.#polling = new Polling({
      // While Kafka is away, one message is enough to find out when it is back.
      poll: (failures) => this.#publishBatch(failures === 0 ? BATCH : 1),
      gatherMs: GATHER_MS,
      // A commit in this process wakes the relay at once; idle, it only polls for what others left.
      idle: { firstMs: 25, maxMs: 500 },
      backOff: { firstMs: 100, maxMs: 2_000 },
      onFailure: (error, delayMs) => {
        counter(metrics.outboxPublishFailures).inc({});
        emit(logEvents.outboxPublishFailed, { 'retry.delay': delayMs / 1_000 }, error);
      },
    });
  }

  start(): void {
    this.#polling.start();
  }

  /** Something was committed: poll now. */
  wake(): void {
    this.#polling.wake();
  }

  /** Publishes what is there, unless Kafka is away (it stays in the outbox then), and ends. */
  stop(): Promise<void> {
    return this.#polling.stop();
  }

  #publishBatch(limit: number): Promise<number> {
    return this.db.connection().execute(async (connection) => {
      const partitions = await takePartitions(connection);
      if (partitions.length === 0) return 0;
      try {
        const waiting = await readMessages(connection, { partitions, limit });
        const rows = (await this.hooks.select?.(waiting)) ?? waiting;
        if (rows.length === 0) return 0;
        await this.#publish(rows);
        await forgetMessages(connection, rows);
        return rows.length;
      } finally {
        // Where even that fails, the connection is broken, and its locks are gone with it.
        await releasePartitions(connection).catch(() => {});
      }
    });
  }

  async #publish(rows: readonly OutboxRow[]): Promise<void> {
    const now = new Date();
    const records = rows.map((row) => ({
      topic: row.topic,
      key: row.key,
      value: row.payload,
      headers: { 'event-id': row.event_id, 'event-type': row.event_type },
      carrier: recordWait(row, now),
    }));
    const { sendings } = this.hooks;
    const sent = sendings ? (await Promise.all(records.map(sendings))).flat() : records;
    await publishRecords(this.producer, sent);
    const published = Date.now();
    for (const { topic, created_at } of rows) {
      const destination = { messaging_destination_name: topic };
      histogram(metrics.outboxPublishDelay).observe(destination, (published - created_at.getTime()) / 1_000);
      counter(metrics.outboxPublished).inc(destination);
    }
  }
}

/** The wait in the outbox as a span: a child of what wrote the message, the parent of what sends it. */
function recordWait(row: OutboxRow, endTime: Date) {
  return recordSpan(spans.outboxWait, {
    parent: row.carrier,
    startTime: row.created_at,
    endTime,
    attributes: {
      'messaging.destination.name': row.topic,
      'messaging.message.id': row.event_id,
      'event.type': row.event_type,
      'order.id': row.key,
    },
  });
}
