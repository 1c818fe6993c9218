import type { Selectable } from 'kysely';
import type { OrdersTable } from '../tables';
import type { Order } from './orders.dto';

/** A row as the API shows it. */
export function orderOf(row: Selectable<OrdersTable>): Order {
  return {
    id: row.id,
    status: row.status,
    currency: row.currency,
    totalCents: row.total_cents,
    items: row.items,
    paymentMethod: row.payment_method,
    traceId: row.trace_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.cancel_reason && { cancelReason: row.cancel_reason }),
  };
}
