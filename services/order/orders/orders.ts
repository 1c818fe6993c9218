import { Inject } from '@nestjs/common';
import { logEvents, spans } from '@sightline/catalogue';
import { hasFault } from '@sightline/faults';
import { Problem } from '@sightline/http-api';
import { Outbox } from '@sightline/messaging';
import { emit, withSpan } from '@sightline/observability';
import type { Kysely } from 'kysely';
import { type Config, ConfigToken } from '../config';
import { Database } from '../database';
import { oncePerKey, type Replayable } from '../idempotency/idempotency';
import { Products } from '../products/products';
import type { OrderTables } from '../tables';
import { findOrders, type OrderPage } from './find-orders';
import { findOrdersOneByOne } from './find-orders-n-plus-one';
import { orderOf } from './order-of';
import type { Order, PlaceOrder } from './orders.dto';
import { placeOrder } from './place-order';
import { settleOrder } from './settle-order';

/** What customers can do with orders. */
export class Orders {
  constructor(
    @Inject(Database) private readonly db: Kysely<OrderTables>,
    @Inject(Outbox) private readonly outbox: Outbox<OrderTables>,
    @Inject(Products) private readonly products: Products,
    @Inject(ConfigToken) private readonly config: Config,
  ) {}

  place(order: PlaceOrder, idempotencyKey: string | undefined): Promise<Replayable<Order>> {
    return withSpan(spans.orderPlace, { attributes: { 'payment.method': order.paymentMethod } }, async (span) => {
      const items = await this.products.price(order.items);
      const placed = await this.outbox.transaction((unit) => {
        const work = () =>
          placeOrder(unit, { ...order, items, paymentTimeoutMs: this.config.ORDER_PAYMENT_TIMEOUT_MS });
        return idempotencyKey === undefined
          ? work().then((response) => ({ response, replayed: false }))
          : oncePerKey(unit, { key: idempotencyKey, request: { place: order } }, work);
      });
      const { id, totalCents } = placed.response;
      span.set({ 'order.id': id, 'order.total_cents': totalCents, 'order.items': items.length });
      if (placed.replayed) emit(logEvents.orderReplayed, { 'order.id': id });
      return placed;
    });
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<Order> {
    const row = await this.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
    if (row) return orderOf(row);
    throw new Problem({
      status: 404,
      kind: 'unknown-order',
      title: 'There is no such order',
      detail: 'Check the id: it is the one that POST /orders answered with.',
    });
  }

  /** Newest first. */
  async list(page: OrderPage) {
    const find = (await hasFault('n-plus-one')) ? findOrdersOneByOne : findOrders;
    const rows = await find(this.db, page);
    const orders = rows.slice(0, page.limit).map(orderOf);
    const last = orders.at(-1);
    return rows.length > page.limit && last ? { orders, nextCursor: last.id } : { orders };
  }

  /** Cancelling twice is fine. @throws {Problem} 404, or 409 when it is too late. */
  cancel(id: string, actor: string): Promise<Order> {
    return withSpan(spans.orderCancel, { attributes: { 'order.id': id } }, async (span) => {
      const cancelled = await this.outbox.transaction((unit) =>
        settleOrder(unit, id, { status: 'cancelled', reason: 'customer_request' }),
      );
      if (cancelled) emit(logEvents.auditOrderCancelled, { 'audit.actor': actor, 'order.id': id });
      const order = cancelled ? orderOf(cancelled) : await this.get(id);
      span.set({ 'order.status': order.status, 'order.cancel_reason': order.cancelReason });
      if (order.status === 'cancelled') return order;
      throw new Problem({
        status: 409,
        kind: 'order-already-paid',
        title: 'The order is paid already',
        detail: 'Only a pending order can be cancelled.',
      });
    });
  }
}
