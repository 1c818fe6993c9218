import { type Kysely, type Migration, sql } from 'kysely';

export const orders: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table orders (
        id uuid primary key default uuidv7(),
        status text not null default 'pending' check (status in ('pending', 'paid', 'cancelled')),
        currency text not null,
        total_cents integer not null check (total_cents > 0),
        payment_method text not null,
        items jsonb not null,
        note text,
        cancel_reason text check ((cancel_reason is not null) = (status = 'cancelled')),
        trace_id text not null,
        carrier jsonb not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        expires_at timestamptz not null
      )`.execute(db);
    // The ids grow with time: this is the list, newest first, of one status.
    await sql`create index orders_by_status on orders (status, id desc)`.execute(db);
    await sql`create index orders_pending on orders (expires_at) where status = 'pending'`.execute(db);
  },
};
