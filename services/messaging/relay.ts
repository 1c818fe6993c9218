import { setTimeout as delay } from 'node:timers/promises';
import {
  counter,
  emit,
  histogram,
  logEvents,
  metrics,
  publishRecords,
  recordSpan,
  spans,
} from '@sightline/observability';
import type { Producer } from 'kafkajs';
import type { Kysely } from 'kysely';
import { backoffMs } from './backoff';
import { type OutboxRow, takeMessages } from './lanes';

const BATCH = 500;
/** After a commit in this process the relay is woken at once; resting, it only looks for what other processes left. */
const REST = { firstMs: 25, maxMs: 500 };
const FAILURE_PAUSE = { firstMs: 100, maxMs: 2_000 };

/**
 * Brings messages from the outbox to Kafka: at least once, and in order for each key, however many relays there are. A batch
 * is deleted from the outbox in a transaction that commits only after Kafka has it.
 */
export class Relay<Tables> {
  readonly #stopping = new AbortController();
  #rest = new AbortController();
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly producer: Producer,
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something was committed: look now. */
  wake(): void {
    this.#woken = true;
    this.#rest.abort();
  }

  /** Publishes what is there, unless Kafka is away (it stays in the outbox then), and ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#rest.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let emptyLooks = 0;
    let failures = 0;
    while (true) {
      this.#woken = false;
      try {
        const published = await this.#publishBatch(failures === 0 ? BATCH : 1);
        failures = 0;
        emptyLooks = published > 0 ? 0 : emptyLooks + 1;
      } catch (error) {
        failures++;
        counter(metrics.outboxPublishFailures).inc({});
        const pauseMs = backoffMs(failures, FAILURE_PAUSE);
        emit(logEvents.outboxPublishFailed, { 'retry.delay': pauseMs / 1_000 }, error);
        if (!this.#stopping.signal.aborted)
          await delay(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
      if (this.#stopping.signal.aborted && (emptyLooks > 0 || failures > 0)) return;
      if (emptyLooks > 0 && failures === 0 && !this.#woken) emptyLooks = await this.#restAfter(emptyLooks);
    }
  }

  /** Gives the number of empty looks to go on counting from: none after a wake-up. */
  async #restAfter(emptyLooks: number): Promise<number> {
    this.#rest = new AbortController();
    const slept = await delay(backoffMs(emptyLooks, REST), true, { signal: this.#rest.signal }).catch(() => false);
    return slept ? emptyLooks : 0;
  }

  async #publishBatch(limit: number): Promise<number> {
    return this.db.transaction().execute(async (tx) => {
      const rows = await takeMessages(tx, limit);
      if (rows.length > 0) await this.#publish(rows);
      return rows.length;
    });
  }

  async #publish(rows: readonly OutboxRow[]): Promise<void> {
    const now = Date.now();
    await publishRecords(
      this.producer,
      rows.map((row) => ({
        topic: row.topic,
        key: row.key,
        value: row.payload,
        headers: { 'event-id': row.event_id, 'event-type': row.event_type },
        carrier: recordSpan(spans.outboxWait, {
          parent: row.carrier,
          startTime: row.created_at,
          endTime: now,
          attributes: {
            'messaging.destination.name': row.topic,
            'messaging.message.id': row.event_id,
            'event.type': row.event_type,
            'order.id': row.key,
          },
        }),
      })),
    );
    const published = Date.now();
    for (const { topic, created_at } of rows) {
      histogram(metrics.outboxPublishDelay).observe(
        { messaging_destination_name: topic },
        (published - created_at.getTime()) / 1_000,
      );
      counter(metrics.outboxPublished).inc({ messaging_destination_name: topic });
    }
  }
}
