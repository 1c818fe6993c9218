import { type RawBuilder, sql } from 'kysely';

/** The lowest price of the last thirty days, which a shop must name beside a reduced one (Directive 98/6/EC, article 6a). */
export const lowestPrice: RawBuilder<number | null> = sql`(
  select min(unit_price_cents) from price_history
  where sku = products.sku and valid_from > now() - interval '30 days')`;

/** The mistake: the columns are hidden in expressions, so no index helps and the whole history is read. */
export const lowestPriceWithoutIndex: RawBuilder<number | null> = sql`(
  select min(unit_price_cents) from price_history
  where lower(sku) = lower(products.sku) and date_trunc('day', valid_from) > now() - interval '30 days')`;
