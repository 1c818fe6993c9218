import { type Kysely, type Migration, sql } from 'kysely';

export const payments: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table payments (
        id uuid primary key default uuidv7(),
        order_id uuid not null unique,
        status text not null default 'pending'
          check (status in ('pending', 'captured', 'declined', 'cancelled', 'refunding', 'refunded')),
        amount_cents integer not null check (amount_cents > 0),
        currency text not null,
        payment_method text not null,
        token text,
        decline_reason text,
        attempts integer not null default 0,
        next_attempt_at timestamptz default now(),
        carrier jsonb not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index payments_to_do on payments (next_attempt_at) where next_attempt_at is not null`.execute(db);
    await sql`
      create table cancelled_orders (
        order_id uuid primary key,
        cancelled_at timestamptz not null default now()
      )`.execute(db);
  },
};
