import type { Kysely, Selectable } from 'kysely';
import type { OrderStatus, OrdersTable, OrderTables } from '../tables';

export interface OrderPage {
  readonly limit: number;
  /** The id of the last order of the page before. */
  readonly cursor?: string | undefined;
  readonly status?: OrderStatus | undefined;
}

/** The page and one order more, if there is one: newest first, in one statement. */
export function findOrders(db: Kysely<OrderTables>, page: OrderPage): Promise<Selectable<OrdersTable>[]> {
  return pageOf(db, page).selectAll().execute();
}

/** The same, still without what is to be selected. */
export function pageOf(db: Kysely<OrderTables>, { limit, cursor, status }: OrderPage) {
  return db
    .selectFrom('orders')
    .$if(status !== undefined, (query) => query.where('status', '=', status as OrderStatus))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor as string))
    .orderBy('id', 'desc')
    .limit(limit + 1);
}
