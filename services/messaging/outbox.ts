import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { EventEnvelope, Topic } from '@sightline/contracts';
import { captureContext } from '@sightline/observability';
import {
  type Kysely,
  type OperationNodeSource,
  type QueryExecutorProvider,
  type RawBuilder,
  sql,
  type Transaction,
} from 'kysely';

/** An event as its author writes it: the envelope's id and time are filled in. */
export type NewEvent<Event extends EventEnvelope> = Event extends EventEnvelope
  ? Omit<Event, 'eventId' | 'occurredAt'>
  : never;

/** One database transaction, and what follows from its commit. */
export interface UnitOfWork<Tables> {
  readonly tx: Transaction<Tables>;
  /** For what nothing in the transaction reads: it is written with the event, before the commit, in one statement. */
  write(statement: OperationNodeSource): void;
  /** The event is sent if, and only if, the transaction commits. */
  publish<Event extends EventEnvelope>(topic: Topic<Event>, event: NewEvent<Event>): void;
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
    const events: RawBuilder<unknown>[] = [];
    const others: OperationNodeSource[] = [];
    const result = await this.db.transaction().execute(async (tx) => {
      const done = await work({
        tx,
        write: (statement) => others.push(statement),
        publish: (topic, event) => events.push(rowOf(topic, event)),
        // Told in the context of whoever asked for it: the trace of one order, within a transaction that handles several.
        afterCommit: (tell) => followUps.push(AsyncResource.bind(tell)),
      });
      await writeTogether(tx, [...others, ...(events.length > 0 ? [insertionOf(events)] : [])]);
      return done;
    });
    if (events.length > 0) for (const wake of this.#listeners) wake();
    for (const tell of followUps) tell();
    return result;
  }
}

/** One statement for all: those of one are carried out in their order, several that are written together in any. */
const insertionOf = (rows: readonly RawBuilder<unknown>[]): OperationNodeSource =>
  sql`insert into outbox (topic, key, event_id, event_type, payload, carrier, created_at) values ${sql.join(rows)}`;

function rowOf<Event extends EventEnvelope>(topic: Topic<Event>, newEvent: NewEvent<Event>): RawBuilder<unknown> {
  const now = new Date();
  const event = topic.schema.parse({ eventId: randomUUID(), occurredAt: now.toISOString(), ...newEvent });
  return sql`(${topic.name}, ${topic.key(event)}, ${event.eventId}, ${event.type}, ${JSON.stringify(event)},
      ${JSON.stringify(captureContext())}, ${now})`;
}

/** Each way to the database and back costs a turn of the event loop; in a rush, that is what a request waits for. */
async function writeTogether(tx: QueryExecutorProvider, statements: readonly OperationNodeSource[]): Promise<void> {
  const last = statements.at(-1);
  if (last === undefined) return;
  const others = statements.slice(0, -1).map((statement, index) => sql`${sql.id(`write_${index}`)} as (${statement})`);
  await (others.length === 0 ? sql`${last}` : sql`with ${sql.join(others)} ${last}`).execute(tx);
}
