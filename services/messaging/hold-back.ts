import { hasFault } from '@sightline/faults';
import { runInContext } from '@sightline/observability';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { OutboxRow } from './lanes';

/** Long enough for others of the same partition to come between. */
const HELD_MS = 3_000;

/**
 * The mistake: every second message is put back for a while, so that later ones overtake it. Gives what is to be sent now.
 */
export async function holdBack(tx: QueryExecutorProvider, rows: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const now: OutboxRow[] = [];
  for (const row of rows) {
    if (await isHeld(row)) await putBack(tx, row);
    else now.push(row);
  }
  return now;
}

async function isHeld({ id, carrier, created_at }: OutboxRow): Promise<boolean> {
  if (id % 2 === 0 || Date.now() - created_at.getTime() > HELD_MS) return false;
  return runInContext(carrier, () => hasFault('out-of-order-messages'));
}

async function putBack(tx: QueryExecutorProvider, row: OutboxRow): Promise<void> {
  await sql`
    insert into outbox (id, topic, key, event_id, event_type, payload, carrier, created_at) overriding system value
    values (${row.id}, ${row.topic}, ${row.key}, ${row.event_id}, ${row.event_type}, ${row.payload},
      ${JSON.stringify(row.carrier)}, ${row.created_at})`.execute(tx);
}
