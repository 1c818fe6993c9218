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

/** Tells the locks of lanes from any other advisory lock of this database. */
const LANE_LOCKS = 20_171;

/**
 * Takes the lanes that have messages and that no other relay holds. The locks are the connection's and not a transaction's: while Kafka
 * makes a relay wait, nothing is open that would be in anybody's way, and a relay that dies lets go of them.
 *
 * Whoever finds a lane held may go to rest: its holder looks again after each batch, and only rests once it found nothing.
 */
export async function takeLanes(connection: QueryExecutorProvider): Promise<number[]> {
  const { rows } = await sql<{ lane: number }>`
    with waiting as materialized (
      select lane from outbox_lanes where exists (select from outbox where outbox.lane = outbox_lanes.lane)
    )
    select lane from waiting where pg_try_advisory_lock(${sql.lit(LANE_LOCKS)}, lane)`.execute(connection);
  return rows.map(({ lane }) => lane);
}

/** Lets go of all lanes that this connection has taken. */
export async function leaveLanes(connection: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_unlock_all()`.execute(connection);
}

/**
 * The oldest messages of lanes that are taken. A statement of its own, after the locks: it must see all that was committed before
 * they were got, or what another relay has just published would be published again.
 */
export async function readMessages(
  connection: QueryExecutorProvider,
  { lanes, limit }: { readonly lanes: readonly number[]; readonly limit: number },
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select id, topic, key, event_id, event_type, payload, carrier, created_at
    from outbox where lane = any(${lanes}::smallint[]) order by id limit ${limit}`.execute(connection);
  return rows;
}

export async function forgetMessages(connection: QueryExecutorProvider, sent: readonly OutboxRow[]): Promise<void> {
  await sql`delete from outbox where id = any(${sent.map(({ id }) => id)}::bigint[])`.execute(connection);
}
