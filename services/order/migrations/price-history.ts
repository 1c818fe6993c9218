import { type Kysely, type Migration, sql } from 'kysely';

/** Six changes a day for almost three years: enough that to read all of it takes a while. */
const CHANGES_PER_PRODUCT = 6_000;

export const priceHistory: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table price_history (
        sku text not null,
        valid_from timestamptz not null,
        unit_price_cents integer not null check (unit_price_cents > 0)
      )`.execute(db);
    await sql`
      insert into price_history (sku, valid_from, unit_price_cents)
      select sku, now() - change * interval '4 hours', unit_price_cents + (unit_price_cents * ((change * 7) % 11)) / 100
      from products, generate_series(0, ${sql.lit(CHANGES_PER_PRODUCT - 1)}) as change`.execute(db);
    // Checked once for all rows instead of once for each.
    await sql`alter table price_history add foreign key (sku) references products`.execute(db);
    await sql`create index price_history_by_product on price_history (sku, valid_from) include (unit_price_cents)`.execute(
      db,
    );
    await sql`analyze price_history`.execute(db);
  },
};
