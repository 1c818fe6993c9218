import { randomUUID } from 'node:crypto';
import type { OrderApi } from '../order-api';
import type { Order, PaymentMethod } from '../shop';

export interface PlaceOrderOptions {
  /** Decides what the bank will do: see services/bank. */
  readonly token: string;
  readonly method?: PaymentMethod;
  /** Any product, when left out. */
  readonly sku?: string;
  readonly quantity?: number;
}

export interface PlacedOrder {
  readonly order: Order | undefined;
  readonly traceId: string | undefined;
  /** Why there is no order. */
  readonly refusal: string | undefined;
}

/** Buys one product. @throws {ServiceUnreachable} */
export async function placeOrder(orders: OrderApi, options: PlaceOrderOptions): Promise<PlacedOrder> {
  const sku = options.sku ?? (await orders.products({ limit: 1 })).body?.products[0]?.sku;
  if (sku === undefined) return { order: undefined, traceId: undefined, refusal: 'the shop shows no products' };
  const answer = await orders.createOrder(
    {
      items: [{ sku, quantity: options.quantity ?? 1 }],
      currency: 'EUR',
      paymentMethod: options.method ?? 'card',
      paymentToken: options.token,
    },
    randomUUID(),
  );
  const said = [answer.problem?.title, answer.problem?.detail].filter(Boolean).join(': ');
  return {
    order: answer.body,
    traceId: answer.traceId,
    refusal: answer.body ? undefined : `the order service answered ${answer.status} ${said}`.trim(),
  };
}
