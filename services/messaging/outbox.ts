import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { EventEnvelope, Topic } from '@sightline/contracts';
import { captureContext } from '@sightline/observability';
import { type Kysely, sql, type Transaction } from 'kysely';

/** An event as its author writes it: the envelope's id and time are filled in. */
export type NewEvent<Event extends EventEnvelope> = Event extends EventEnvelope
  ? Omit<Event, 'eventId' | 'occurredAt'>
  : never;

/** One database transaction, and what follows from its commit. */
export interface UnitOfWork<Tables> {
  readonly tx: Transaction<Tables>;
  /** The event is sent if, and only if, the transaction commits. */
  publish<Event extends EventEnvelope>(topic: Topic<Event>, event: NewEvent<Event>): Promise<void>;
  /** For what must not be told of work that is rolled back: metrics, log lines, wake-ups. */
  afterCommit(tell: () => void): void;
}

/** Events written in the transaction that they tell of, together with the trace context of their author. */
export class Outbox<Tables> {
  readonly #listeners: (() => void)[] = [];

  constructor(private readonly db: Kysely<Tables>) {}

  /** Calls `wake` after each commit that left an event. */
  onEvents(wake: () => void): void {
    this.#listeners.push(wake);
  }

  async transaction<Result>(work: (unit: UnitOfWork<Tables>) => Promise<Result>): Promise<Result> {
    const followUps: (() => void)[] = [];
    let published = false;
    const result = await this.db.transaction().execute((tx) =>
      work({
        tx,
        publish: async (topic, event) => {
          await insertEvent(tx, topic, event);
          published = true;
        },
        // Told in the context of whoever asked for it: the trace of one order, within a transaction that handles several.
        afterCommit: (tell) => followUps.push(AsyncResource.bind(tell)),
      }),
    );
    if (published) for (const wake of this.#listeners) wake();
    for (const tell of followUps) tell();
    return result;
  }
}

async function insertEvent<Tables, Event extends EventEnvelope>(
  tx: Transaction<Tables>,
  topic: Topic<Event>,
  newEvent: NewEvent<Event>,
): Promise<void> {
  const now = new Date();
  const event = topic.schema.parse({ eventId: randomUUID(), occurredAt: now.toISOString(), ...newEvent });
  await sql`
    insert into outbox (topic, key, event_id, event_type, payload, carrier, created_at)
    values (${topic.name}, ${topic.key(event)}, ${event.eventId}, ${event.type}, ${JSON.stringify(event)},
      ${JSON.stringify(captureContext())}, ${now})`.execute(tx);
}
