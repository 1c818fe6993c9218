import { Inject } from '@nestjs/common';
import { spans } from '@sightline/catalogue';
import { Outbox, Polling, tellPollingFailure, type UnitOfWork } from '@sightline/messaging';
import { withSpan } from '@sightline/observability';
import type { OrderTables } from '../tables';
import { settleOrder } from './settle-order';

const EVERY = { firstMs: 500, maxMs: 500 };

/** Cancels the orders whose payment never answered. Several instances may do so at once: each order is locked by one. */
export class OrderTimeouts {
  readonly #polling: Polling;

  constructor(@Inject(Outbox) outbox: Outbox<OrderTables>) {
    this.#polling = new Polling({
      poll: () => outbox.transaction(closeOneOverdue),
      idle: EVERY,
      backOff: EVERY,
      onFailure: tellPollingFailure('overdue_orders'),
    });
  }

  onApplicationBootstrap(): void {
    this.#polling.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.#polling.stop();
  }
}

/** Gives how many it closed: one or none. The span is a late part of the trace that placed the order. */
async function closeOneOverdue(unit: UnitOfWork<OrderTables>): Promise<number> {
  const overdue = await unit.tx
    .selectFrom('orders')
    .select(['id', 'carrier'])
    .where('status', '=', 'pending')
    .where('expires_at', '<=', new Date())
    .orderBy('expires_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!overdue) return 0;
  const attributes = {
    'order.id': overdue.id,
    'order.status': 'cancelled',
    'order.cancel_reason': 'payment_timeout',
  } as const;
  await withSpan(spans.orderTimeout, { parent: overdue.carrier, attributes }, () =>
    settleOrder(unit, overdue.id, { status: 'cancelled', reason: 'payment_timeout' }),
  );
  return 1;
}
