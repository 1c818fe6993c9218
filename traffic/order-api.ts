import { overFetch } from './over-fetch';
import type { Cart, Order, OrderList, Product, ProductList, Purchase } from './shop';
import type { Transport } from './transport';

export interface OrderApiOptions {
  readonly url: string;
  readonly apiKey: string;
  /** Sent as `x-session-id`: one shopper's visit. */
  readonly sessionId?: string;
  readonly timeoutMs?: number;
  /** How requests get there; by `fetch` when left out. */
  readonly transport?: Transport;
}

/** What came back, whatever its status: a refusal is an answer too. */
export interface Answer<Body> {
  readonly status: number;
  /** The trace the request belongs to, as the service reports it in `x-trace-id`. */
  readonly traceId: string | undefined;
  /** Undefined unless the status is 2xx. */
  readonly body: Body | undefined;
  /** The problem document of a refusal: RFC 9457. */
  readonly problem: Problem | undefined;
}

export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

/** The service gave no answer at all. */
export class OrderApiUnreachable extends Error {
  readonly code = 'ORDER_API_UNREACHABLE';
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The order service's HTTP API, as its shoppers use it. */
export class OrderApi {
  readonly #options: OrderApiOptions;

  constructor(options: OrderApiOptions) {
    this.#options = options;
  }

  /** The same API in another shopper's name. */
  inSession(sessionId: string): OrderApi {
    return new OrderApi({ ...this.#options, sessionId });
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

  /** @throws {OrderApiUnreachable} when no answer comes. */
  async request<Body>(method: string, path: string, { body, headers }: RequestOptions = {}): Promise<Answer<Body>> {
    const { url, apiKey, sessionId, timeoutMs = 10_000, transport = overFetch } = this.#options;
    const sent = {
      accept: 'application/json',
      'x-api-key': apiKey,
      ...(sessionId !== undefined && { 'x-session-id': sessionId }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    try {
      const { status, traceId, text } = await transport({ method, url, path, headers: sent, body, timeoutMs });
      const said = parsed(text);
      const ok = status >= 200 && status < 300;
      return {
        status,
        traceId,
        body: ok ? (said as Body) : undefined,
        problem: ok ? undefined : (said as Problem | undefined),
      };
    } catch (cause) {
      throw new OrderApiUnreachable(`the order service at ${url} gave no answer to ${method} ${path}`, { cause });
    }
  }
}

const searchOf = (query: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]));

const keyed = (idempotencyKey: string | undefined): Record<string, string> =>
  idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
