import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * Notes an event in the transaction of its effects: `false` says that the effects are there already. A second delivery that
 * runs at the same time waits here until the first has committed or failed.
 */
export async function isFirstDelivery(
  tx: QueryExecutorProvider,
  { group, eventId }: { group: string; eventId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into inbox (consumer_group, event_id) values (${group}, ${eventId}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Kafka keeps a message for 7 days at most by default: an older one cannot be delivered again, a replay within the rest can. */
const INBOX_DAYS = 30;

export async function forgetOldDeliveries(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from inbox where received_at < now() - make_interval(days => ${sql.lit(INBOX_DAYS)})`.execute(db);
}
