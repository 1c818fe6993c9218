import { logEvents } from '@sightline/catalogue';
import { type OrderCancelled, type OrderCreated, type OrderEvent, ordersTopic } from '@sightline/contracts';
import { hasFault } from '@sightline/faults';
import type { Subscription, UnitOfWork } from '@sightline/messaging';
import { captureContext, emit } from '@sightline/observability';
import { type Kysely, sql } from 'kysely';
import type { PaymentTables } from '../tables';
import { dawdle } from './dawdle';
import type { PaymentJobs } from './payment-jobs';

/**
 * What happens to orders, as work for the bank. The work is only noted here, in the inbox's transaction, and done by
 * PaymentJobs: a slow bank must not hold up the events of other orders.
 */
export function orderEvents(jobs: PaymentJobs): Subscription<PaymentTables, OrderEvent> {
  return {
    group: 'payment',
    topic: ordersTopic,
    handle: async (event, unit) => {
      if (await hasFault('slow-consumer')) await dawdle();
      if (event.type === 'order.created') await noteCharge(event, unit);
      else await noteCancellation(event, unit);
      unit.afterCommit(() => jobs.wake());
    },
  };
}

async function noteCharge(event: OrderCreated, { tx, afterCommit }: UnitOfWork<PaymentTables>): Promise<void> {
  const { orderId } = event;
  const { numAffectedRows } = await sql`
    insert into payments (order_id, amount_cents, currency, payment_method, token, carrier)
    select ${orderId}::uuid, ${event.totalCents}::int, ${event.currency}, ${event.paymentMethod}, ${event.paymentToken},
      ${JSON.stringify(captureContext())}::jsonb
    where not exists (select from cancelled_orders where order_id = ${orderId})
    on conflict (order_id) do nothing`.execute(tx);
  if (numAffectedRows === 0n && (await wasCancelled(tx, orderId)))
    afterCommit(() => emit(logEvents.paymentSkipped, { 'order.id': orderId }));
}

async function wasCancelled(tx: Kysely<PaymentTables>, id: string): Promise<boolean> {
  const row = await tx.selectFrom('cancelled_orders').select('order_id').where('order_id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/**
 * A payment the bank was never asked for is simply not made. Once it was asked, nobody knows what it did or is about to do:
 * then the bank is to give back what it took.
 */
async function noteCancellation({ orderId }: OrderCancelled, { tx }: UnitOfWork<PaymentTables>): Promise<void> {
  const untouched = sql<boolean>`status = 'pending' and attempts = 0`;
  const { numUpdatedRows } = await tx
    .updateTable('payments')
    .set({
      status: sql`case when ${untouched} then 'cancelled' else 'refunding' end`,
      next_attempt_at: sql`case when ${untouched} then null else now() end`,
      attempts: 0,
      token: null,
      carrier: JSON.stringify(captureContext()),
      updated_at: new Date(),
    })
    .where('order_id', '=', orderId)
    .where('status', 'in', ['pending', 'captured'])
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const known = await tx.selectFrom('payments').select('id').where('order_id', '=', orderId).executeTakeFirst();
  if (known) return;
  await tx
    .insertInto('cancelled_orders')
    .values({ order_id: orderId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
