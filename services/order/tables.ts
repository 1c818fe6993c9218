import type { CancelReason, Currency, PaymentMethod } from '@sightline/contracts';
import type { Carrier } from '@sightline/observability';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

export type OrderStatus = 'pending' | 'paid' | 'cancelled';

export interface OrderItem {
  readonly sku: string;
  readonly quantity: number;
  /** As it was when the order was placed. */
  readonly unitPriceCents: number;
}

type Timestamp = ColumnType<Date, Date | undefined, Date>;

export interface OrdersTable {
  id: Generated<string>;
  status: ColumnType<OrderStatus, never, OrderStatus>;
  currency: Currency;
  total_cents: number;
  payment_method: PaymentMethod;
  items: JSONColumnType<OrderItem[]>;
  note: string | null;
  cancel_reason: ColumnType<CancelReason | null, never, CancelReason | null>;
  trace_id: string;
  /** The trace context of the request that placed it: what happens to the order later continues that trace. */
  carrier: JSONColumnType<Carrier>;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** From here on it is cancelled if it is still pending. */
  expires_at: Date;
}

export interface ProductsTable {
  sku: string;
  name: string;
  unit_price_cents: number;
  currency: Currency;
}

export interface CartsTable {
  id: Generated<string>;
  order_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface CartItemsTable {
  cart_id: string;
  sku: string;
  quantity: number;
}

export interface IdempotencyKeysTable {
  key: string;
  request_hash: string;
  response: JSONColumnType<object> | null;
  created_at: Timestamp;
}

export interface OrderTables {
  orders: OrdersTable;
  products: ProductsTable;
  carts: CartsTable;
  cart_items: CartItemsTable;
  idempotency_keys: IdempotencyKeysTable;
}
