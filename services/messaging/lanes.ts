import { type QueryExecutorProvider, sql } from 'kysely';

export interface OutboxRow {
  readonly id: number;
  readonly topic: string;
  readonly key: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly payload: string;
  readonly carrier: Record<string, string>;
  readonly created_at: Date;
}

/**
 * Takes the lanes that have messages and that no other relay holds, until the transaction ends; then takes the oldest
 * messages of these lanes out of the outbox. Two statements, for the second must see all that was committed before the first
 * got its lock: what another relay has just published would be published again otherwise.
 *
 * Whoever finds a lane held may go to rest: its holder looks again after each batch, and only rests once it found nothing.
 */
export async function takeMessages(tx: QueryExecutorProvider, limit: number): Promise<OutboxRow[]> {
  const lanes = await sql<{ lane: number }>`
    select lane from outbox_lanes
    where exists (select from outbox where outbox.lane = outbox_lanes.lane)
    for update of outbox_lanes skip locked`.execute(tx);
  if (lanes.rows.length === 0) return [];
  const taken = await sql<OutboxRow>`
    delete from outbox where id in (
      select id from outbox where lane = any(${lanes.rows.map(({ lane }) => lane)}::smallint[]) order by id limit ${limit}
    ) returning id, topic, key, event_id, event_type, payload, carrier, created_at`.execute(tx);
  return taken.rows.sort((a, b) => a.id - b.id);
}
