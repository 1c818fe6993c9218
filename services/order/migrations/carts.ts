import { type Kysely, type Migration, sql } from 'kysely';

export const carts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table carts (
        id uuid primary key default uuidv7(),
        order_id uuid references orders,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index carts_open on carts (updated_at) where order_id is null`.execute(db);
    await sql`
      create table cart_items (
        cart_id uuid not null references carts on delete cascade,
        sku text not null references products,
        quantity integer not null check (quantity between 1 and 99),
        primary key (cart_id, sku)
      )`.execute(db);
  },
};
