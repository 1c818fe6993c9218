import { type Kysely, type Migration, sql } from 'kysely';
import { PARTITIONS } from './tables';

/**
 * Calls a partition of the outbox what it is called everywhere else. Nothing is rewritten, so the table is locked for a moment only.
 *
 * While instances of the version before still run beside new ones, they ask for `outbox.lane` and `outbox_lanes`: the column stays as a
 * virtual one of the same value, the table as it is, and the locks are the same. Both go with a later migration, once no such instance can
 * run any more.
 */
export const outboxPartitions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table outbox rename column lane to partition`.execute(db);
    await sql`alter index outbox_by_lane rename to outbox_by_partition`.execute(db);
    await sql`
      alter table outbox
      add column lane smallint generated always as (hashtext(key) & ${sql.lit(PARTITIONS - 1)}) virtual`.execute(db);
  },
};
