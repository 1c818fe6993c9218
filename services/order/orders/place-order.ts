import { logEvents, metrics } from '@sightline/catalogue';
import { ordersTopic } from '@sightline/contracts';
import { hasFault } from '@sightline/faults';
import type { UnitOfWork } from '@sightline/messaging';
import { captureContext, counter, currentTraceId, emit } from '@sightline/observability';
import type { OrderItem, OrderTables } from '../tables';
import { applyCampaign } from './apply-campaign';
import { orderOf } from './order-of';
import type { Order, PlaceOrder } from './orders.dto';
import { waitInTransaction } from './wait-in-transaction';

export interface NewOrder extends Omit<PlaceOrder, 'items'> {
  readonly items: readonly OrderItem[];
  /** How long it may wait for its payment. */
  readonly paymentTimeoutMs: number;
}

/** Stores the order and its event in one transaction: both are there, or none. */
export async function placeOrder(unit: UnitOfWork<OrderTables>, order: NewOrder): Promise<Order> {
  if (await hasFault('bad-release')) applyCampaign(totalOf(order.items));
  if (await hasFault('exhausted-pool')) await waitInTransaction();
  const totalCents = totalOf(order.items);
  const row = await unit.tx
    .insertInto('orders')
    .values({
      currency: order.currency,
      total_cents: totalCents,
      payment_method: order.paymentMethod,
      items: JSON.stringify(order.items),
      note: order.note ?? null,
      trace_id: currentTraceId() ?? '',
      carrier: JSON.stringify(captureContext()),
      expires_at: new Date(Date.now() + order.paymentTimeoutMs),
    })
    .returningAll()
    .executeTakeFirstOrThrow();

  unit.publish(ordersTopic, {
    type: 'order.created',
    orderId: row.id,
    totalCents,
    currency: order.currency,
    paymentMethod: order.paymentMethod,
    paymentToken: order.paymentToken,
  });

  unit.afterCommit(() => {
    counter(metrics.ordersTotal).inc({ status: 'pending', payment_method: order.paymentMethod });
    emit(logEvents.orderAccepted, {
      'order.id': row.id,
      'order.total_cents': totalCents,
      'order.items': order.items.length,
      'payment.method': order.paymentMethod,
    });
  });
  return orderOf(row);
}

export const totalOf = (items: readonly OrderItem[]) =>
  items.reduce((cents, { quantity, unitPriceCents }) => cents + quantity * unitPriceCents, 0);
