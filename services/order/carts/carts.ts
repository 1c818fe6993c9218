import { Inject } from '@nestjs/common';
import { metrics, spans } from '@sightline/catalogue';
import { Problem } from '@sightline/http-api';
import { Outbox, type UnitOfWork } from '@sightline/messaging';
import { counter, withSpan } from '@sightline/observability';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Config, ConfigToken } from '../config';
import { Database } from '../database';
import { oncePerKey, type Replayable } from '../idempotency/idempotency';
import type { Order } from '../orders/orders.dto';
import { placeOrder, totalOf } from '../orders/place-order';
import { Products, type WantedItem } from '../products/products';
import type { OrderItem, OrderTables } from '../tables';
import type { Cart, Checkout } from './carts.dto';

const MAX_LINES = 50;
const MAX_QUANTITY = 99;

/** What customers put together before they order. */
export class Carts {
  constructor(
    @Inject(Database) private readonly db: Kysely<OrderTables>,
    @Inject(Outbox) private readonly outbox: Outbox<OrderTables>,
    @Inject(Products) private readonly products: Products,
    @Inject(ConfigToken) private readonly config: Config,
  ) {}

  async create(): Promise<Cart> {
    const { id } = await this.db.insertInto('carts').defaultValues().returning('id').executeTakeFirstOrThrow();
    return cartOf(id, []);
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<Cart> {
    const cart = await this.db.selectFrom('carts').select(['id', 'order_id']).where('id', '=', id).executeTakeFirst();
    if (!cart) throw unknownCart();
    const items = await itemsOf(this.db, id);
    return { ...cartOf(id, items), ...(cart.order_id && { orderId: cart.order_id }) };
  }

  /** Adds to what is in the cart already. @throws {Problem} 404, 409, 422 */
  async addItem(id: string, item: WantedItem): Promise<Cart> {
    if (!(await add(this.db, id, item))) return this.#refuse(id, item);
    counter(metrics.cartAdditions).inc({});
    return cartOf(id, await itemsOf(this.db, id));
  }

  /** Says why nothing could be added. */
  async #refuse(id: string, { sku }: WantedItem): Promise<never> {
    await this.products.get(sku);
    const { orderId } = await this.get(id);
    throw orderId ? alreadyOrdered(orderId) : cartFull();
  }

  /** Orders what is in the cart, once. @throws {Problem} 404, 409, 422 */
  checkout(id: string, payment: Checkout, idempotencyKey: string | undefined): Promise<Replayable<Order>> {
    return withSpan(spans.orderPlace, { attributes: { 'payment.method': payment.paymentMethod } }, async (span) => {
      const placed = await this.outbox.transaction((unit) => {
        const work = () => this.#order(unit, id, payment);
        return idempotencyKey === undefined
          ? work().then((response) => ({ response, replayed: false }))
          : oncePerKey(unit, { key: idempotencyKey, request: { checkout: id, payment } }, work);
      });
      span.set({ 'order.id': placed.response.id, 'order.total_cents': placed.response.totalCents });
      return placed;
    });
  }

  async #order(unit: UnitOfWork<OrderTables>, id: string, payment: Checkout): Promise<Order> {
    await lockOpenCart(unit.tx, id);
    const items = await itemsOf(unit.tx, id);
    if (items.length === 0) throw cartEmpty();
    const order = await placeOrder(unit, { ...payment, items, paymentTimeoutMs: this.config.ORDER_PAYMENT_TIMEOUT_MS });
    unit.write(unit.tx.updateTable('carts').set({ order_id: order.id, updated_at: new Date() }).where('id', '=', id));
    return order;
  }
}

const cartOf = (id: string, items: OrderItem[]): Cart => ({ id, items, totalCents: totalOf(items), currency: 'EUR' });

async function itemsOf(db: Kysely<OrderTables>, cartId: string): Promise<OrderItem[]> {
  return db
    .selectFrom('cart_items')
    .innerJoin('products', 'products.sku', 'cart_items.sku')
    .select(['cart_items.sku', 'quantity', 'unit_price_cents as unitPriceCents'])
    .where('cart_id', '=', cartId)
    .orderBy('cart_items.sku')
    .execute();
}

/**
 * Gives whether it was added. One statement, so that it costs one way to the database: its update of the cart waits for a
 * checkout and holds up the next, and what is there by then is added to. (Two new products at the same moment may make one
 * line too many.)
 */
async function add(db: Kysely<OrderTables>, id: string, { sku, quantity }: WantedItem): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with cart as (
      update carts set updated_at = now() where id = ${id} and order_id is null returning id
    )
    insert into cart_items (cart_id, sku, quantity)
    select cart.id, products.sku, ${quantity}::int from cart, products
    where products.sku = ${sku}
      and (select count(*) from cart_items as other where other.cart_id = ${id} and other.sku <> ${sku}) < ${MAX_LINES}
    on conflict (cart_id, sku) do update set quantity = cart_items.quantity + excluded.quantity
      where cart_items.quantity + excluded.quantity <= ${MAX_QUANTITY}`.execute(db);
  return numAffectedRows === 1n;
}

/** Until the transaction ends, nobody else changes the cart or checks it out. */
async function lockOpenCart(tx: Transaction<OrderTables>, id: string): Promise<void> {
  const cart = await tx.selectFrom('carts').select('order_id').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!cart) throw unknownCart();
  if (cart.order_id) throw alreadyOrdered(cart.order_id);
}

const unknownCart = () =>
  new Problem({ status: 404, kind: 'unknown-cart', title: 'There is no such cart', detail: 'POST /carts makes one.' });

const alreadyOrdered = (orderId: string) =>
  new Problem({
    status: 409,
    kind: 'cart-already-ordered',
    title: 'The cart is ordered already',
    detail: 'See orderId for the order; POST /carts makes a new cart.',
    members: { orderId },
  });

const cartEmpty = () =>
  new Problem({
    status: 422,
    kind: 'cart-empty',
    title: 'The cart is empty',
    detail: 'POST /carts/:id/items puts something in.',
  });

const cartFull = () =>
  new Problem({
    status: 422,
    kind: 'cart-full',
    title: 'That does not fit into the cart',
    detail: `A cart holds ${MAX_LINES} different products, and ${MAX_QUANTITY} of each.`,
  });
