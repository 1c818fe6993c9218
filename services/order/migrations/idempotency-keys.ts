import { type Kysely, type Migration, sql } from 'kysely';

export const idempotencyKeys: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table idempotency_keys (
        key text primary key,
        request_hash text not null,
        response jsonb,
        created_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index idempotency_keys_by_age on idempotency_keys (created_at)`.execute(db);
  },
};
