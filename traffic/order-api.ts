import { ServiceApi } from './service-api';
import type { Cart, Order, OrderList, Product, ProductList, Purchase } from './shop';

/** The order service's HTTP API, as its shoppers use it. */
export class OrderApi extends ServiceApi {
  /** The same API in another shopper's name. */
  inSession(sessionId: string): OrderApi {
    return new OrderApi({ ...this.options, sessionId });
  }

  products(query: { q?: string; limit?: number } = {}) {
    return this.request<ProductList>('GET', `/products?${searchOf(query)}`);
  }

  product(sku: string) {
    return this.request<Product>('GET', `/products/${encodeURIComponent(sku)}`);
  }

  createCart() {
    return this.request<Cart>('POST', '/carts');
  }

  addToCart(cartId: string, item: { sku: string; quantity: number }) {
    return this.request<Cart>('POST', `/carts/${encodeURIComponent(cartId)}/items`, { body: item });
  }

  checkout(cartId: string, payment: Omit<Purchase, 'items'>, idempotencyKey?: string) {
    const path = `/carts/${encodeURIComponent(cartId)}/checkout`;
    return this.request<Order>('POST', path, { body: payment, headers: keyed(idempotencyKey) });
  }

  createOrder(purchase: Purchase, idempotencyKey?: string) {
    return this.request<Order>('POST', '/orders', { body: purchase, headers: keyed(idempotencyKey) });
  }

  order(id: string) {
    return this.request<Order>('GET', `/orders/${encodeURIComponent(id)}`);
  }

  /** The newest first, whosoever they are. */
  orders(query: { limit?: number; cursor?: string } = {}) {
    return this.request<OrderList>('GET', `/orders?${searchOf(query)}`);
  }

  cancelOrder(id: string) {
    return this.request<Order>('POST', `/orders/${encodeURIComponent(id)}/cancel`);
  }
}

const searchOf = (query: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]));

const keyed = (idempotencyKey: string | undefined): Record<string, string> =>
  idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
