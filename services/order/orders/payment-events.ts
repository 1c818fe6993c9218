import { spans } from '@sightline/catalogue';
import { type PaymentEvent, paymentsTopic } from '@sightline/contracts';
import { MessageRejected, type Subscription, type UnitOfWork } from '@sightline/messaging';
import { withSpan } from '@sightline/observability';
import type { OrderTables } from '../tables';
import { type Settlement, settleOrder } from './settle-order';

/** What the answers of the payment service do to orders. */
export const paymentEvents: Subscription<OrderTables, PaymentEvent> = {
  group: 'order',
  topic: paymentsTopic,
  handle: async (event, unit) => {
    const settlement = settlementOf(event);
    if (!settlement) return;
    await withSpan(spans.orderSettle, { attributes: { 'order.id': event.orderId } }, async (span) => {
      const order = (await settleOrder(unit, event.orderId, settlement)) ?? (await settledBefore(unit, event.orderId));
      span.set({ 'order.status': order.status, 'order.cancel_reason': order.cancel_reason ?? undefined });
    });
  },
};

/** A refund follows a cancellation: the order is settled already. */
function settlementOf(event: PaymentEvent): Settlement | undefined {
  switch (event.type) {
    case 'payment.captured':
      return { status: 'paid' };
    case 'payment.declined':
      return { status: 'cancelled', reason: 'payment_declined' };
    case 'payment.refunded':
      return undefined;
  }
}

/** Captured too late, for an order that is cancelled: the payment service was told so, and gives the money back. */
async function settledBefore({ tx }: UnitOfWork<OrderTables>, id: string) {
  const order = await tx
    .selectFrom('orders')
    .select(['status', 'cancel_reason'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!order) throw new MessageRejected('A payment for an order that does not exist');
  return order;
}
