import { metrics } from '@sightline/catalogue';
import { gauge } from '@sightline/observability';
import { type Kysely, sql } from 'kysely';
import type { OrderTables } from '../tables';

/** Shows, at each scrape, the mean value of the carts that were touched in the last half hour and are not ordered yet. */
export function observeCartValue(db: Kysely<OrderTables>): void {
  gauge(metrics.avgCartValue).collect(async () => {
    const { rows } = await sql<{ mean: number | null }>`
      select avg(cents)::float8 as mean from (
        select sum(quantity * unit_price_cents) as cents
        from carts join cart_items on cart_id = carts.id join products using (sku)
        where order_id is null and updated_at > now() - interval '30 minutes'
        group by carts.id
      ) as open_carts`.execute(db);
    return [{ labels: { currency: 'EUR' as const }, value: (rows[0]?.mean ?? 0) / 100 }];
  });
}
