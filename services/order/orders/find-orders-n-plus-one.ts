import type { Kysely, Selectable } from 'kysely';
import type { OrdersTable, OrderTables } from '../tables';
import { type OrderPage, pageOf } from './find-orders';

/** The mistake: one statement for the ids, and then one more for each of them. */
export async function findOrdersOneByOne(db: Kysely<OrderTables>, page: OrderPage): Promise<Selectable<OrdersTable>[]> {
  const orders: Selectable<OrdersTable>[] = [];
  for (const { id } of await pageOf(db, page).select('id').execute())
    orders.push(await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  return orders;
}
