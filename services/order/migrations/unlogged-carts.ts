import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Carts are worth no wait for the disk: four of five writes of a busy day are to carts, and a commit that touches nothing else need not be
 * flushed. Should the database crash, carts are gone and orders are not.
 */
export const unloggedCarts: Migration = {
  async up(db: Kysely<unknown>) {
    // A logged table may not refer to an unlogged one.
    await sql`alter table cart_items set unlogged`.execute(db);
    await sql`alter table carts set unlogged`.execute(db);
  },
};
