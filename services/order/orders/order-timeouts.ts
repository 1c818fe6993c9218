import { Inject } from '@nestjs/common';
import { Outbox, type UnitOfWork } from '@sightline/messaging';
import { spans, withSpan } from '@sightline/observability';
import type { OrderTables } from '../tables';
import { settleOrder } from './settle-order';

const LOOK_EVERY_MS = 500;

/** Cancels the orders whose payment never answered. Several instances may do so at once: each order is locked by one. */
export class OrderTimeouts {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(@Inject(Outbox) private readonly outbox: Outbox<OrderTables>) {}

  onApplicationBootstrap(): void {
    this.#timer = setTimeout(() => {
      // What fails now is found again at the next look.
      this.#looking = this.#closeOverdue()
        .catch(() => {})
        .then(() => {
          if (this.#timer) this.onApplicationBootstrap();
        });
    }, LOOK_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#looking;
  }

  async #closeOverdue(): Promise<void> {
    while (this.#timer && (await this.outbox.transaction(closeOneOverdue))) {}
  }
}

/** Gives `false` when there is none. The span is a late part of the trace that placed the order. */
async function closeOneOverdue(unit: UnitOfWork<OrderTables>): Promise<boolean> {
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
  if (!overdue) return false;
  const attributes = { 'order.id': overdue.id, 'order.status': 'cancelled', 'order.cancel_reason': 'payment_timeout' } as const;
  await withSpan(spans.orderTimeout, { parent: overdue.carrier, attributes }, () =>
    settleOrder(unit, overdue.id, { status: 'cancelled', reason: 'payment_timeout' }),
  );
  return true;
}
