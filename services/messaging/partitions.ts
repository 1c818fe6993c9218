import { type QueryExecutorProvider, sql } from 'kysely';
import { PARTITIONS } from './tables';

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

/** Tells the locks of partitions from any other advisory lock of this database. Relays of all versions that run side by side share it. */
const PARTITION_LOCKS = 20_171;

/**
 * Takes the partitions that have messages and that no other relay holds. The locks are the connection's and not a transaction's: while
 * Kafka makes a relay wait, nothing is open that would be in anybody's way, and a relay that dies lets go of them.
 *
 * Whoever finds a partition held may go idle: its holder polls again after each batch, and is idle only once it found nothing.
 */
export async function takePartitions(connection: QueryExecutorProvider): Promise<number[]> {
  const { rows } = await sql<{ partition: number }>`
    with waiting as materialized (
      select partition from generate_series(0, ${sql.lit(PARTITIONS - 1)}) as partitions (partition)
      where exists (select from outbox where outbox.partition = partitions.partition)
    )
    select partition from waiting where pg_try_advisory_lock(${sql.lit(PARTITION_LOCKS)}, partition)`.execute(
    connection,
  );
  return rows.map(({ partition }) => partition);
}

/** Lets go of all partitions that this connection has taken. */
export async function releasePartitions(connection: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_unlock_all()`.execute(connection);
}

/**
 * The oldest messages of partitions that are taken. A statement of its own, after the locks: it must see all that was committed before
 * they were got, or what another relay has just published would be published again.
 */
export async function readMessages(
  connection: QueryExecutorProvider,
  { partitions, limit }: { readonly partitions: readonly number[]; readonly limit: number },
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select id, topic, key, event_id, event_type, payload, carrier, created_at
    from outbox where partition = any(${partitions}::smallint[]) order by id limit ${limit}`.execute(connection);
  return rows;
}

export async function forgetMessages(connection: QueryExecutorProvider, sent: readonly OutboxRow[]): Promise<void> {
  await sql`delete from outbox where id = any(${sent.map(({ id }) => id)}::bigint[])`.execute(connection);
}
