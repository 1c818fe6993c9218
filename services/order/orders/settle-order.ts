import { logEvents, metrics } from '@sightline/catalogue';
import { type CancelReason, ordersTopic } from '@sightline/contracts';
import type { UnitOfWork } from '@sightline/messaging';
import { counter, emit, emitAt, histogram } from '@sightline/observability';
import type { Selectable } from 'kysely';
import type { OrdersTable, OrderTables } from '../tables';

export type Settlement = { readonly status: 'paid' } | { readonly status: 'cancelled'; readonly reason: CancelReason };

/**
 * Brings a pending order to its final state. `undefined` when it is not pending: the first settlement stands, whoever comes
 * later, and from wherever.
 */
export async function settleOrder(
  unit: UnitOfWork<OrderTables>,
  orderId: string,
  settlement: Settlement,
): Promise<Selectable<OrdersTable> | undefined> {
  const reason = settlement.status === 'cancelled' ? settlement.reason : null;
  const row = await unit.tx
    .updateTable('orders')
    .set({ status: settlement.status, cancel_reason: reason, updated_at: new Date() })
    .where('id', '=', orderId)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  if (reason) unit.publish(ordersTopic, { type: 'order.cancelled', orderId, reason });
  unit.afterCommit(() => tell(row));
  return row;
}

function tell(order: Selectable<OrdersTable>): void {
  const outcome = order.status === 'paid' ? 'paid' : 'cancelled';
  counter(metrics.ordersTotal).inc({ status: outcome, payment_method: order.payment_method });
  histogram(metrics.orderCompletionDuration).observe(
    { outcome },
    (order.updated_at.getTime() - order.created_at.getTime()) / 1_000,
  );
  if (order.cancel_reason === null) {
    counter(metrics.revenue).inc({ currency: order.currency }, order.total_cents / 100);
    emit(logEvents.orderPaid, { 'order.id': order.id, 'order.total_cents': order.total_cents });
    return;
  }
  counter(metrics.orderCancellations).inc({ reason: order.cancel_reason });
  emitAt(logEvents.orderCancelled, order.cancel_reason === 'customer_request' ? 'info' : 'warn', {
    'order.id': order.id,
    'order.cancel_reason': order.cancel_reason,
  });
}
