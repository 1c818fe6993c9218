import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Each key belongs to one partition, and a partition is published by one relay at a time: so several relays work side by side and the
 * messages of one key still keep their order. Sixteen are more than anyone will run relays.
 */
export const PARTITIONS = 16;

/** The tables that a service's messages need, in the service's own database. Here a partition is still called a lane. */
export const messagingTables: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table outbox (
        id bigint generated always as identity primary key,
        topic text not null,
        key text not null,
        lane smallint not null generated always as (hashtext(key) & ${sql.lit(PARTITIONS - 1)}) stored,
        event_id uuid not null,
        event_type text not null,
        payload text not null,
        carrier jsonb not null,
        created_at timestamptz not null
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)`.execute(db);
    await sql`create index outbox_by_lane on outbox (lane, id)`.execute(db);
    await sql`create table outbox_lanes (lane smallint primary key)`.execute(db);
    await sql`insert into outbox_lanes select generate_series(0, ${sql.lit(PARTITIONS - 1)})`.execute(db);
    await sql`
      create table inbox (
        consumer_group text not null,
        event_id uuid not null,
        received_at timestamptz not null default now(),
        primary key (consumer_group, event_id)
      )`.execute(db);
    await sql`create index inbox_by_age on inbox (received_at)`.execute(db);
  },
};
