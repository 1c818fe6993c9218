/** What the order service shows its clients. */
export type PaymentMethod = 'card' | 'paypal' | 'bank_transfer';
export type OrderStatus = 'pending' | 'paid' | 'cancelled';

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly unitPriceCents: number;
}

export interface ProductList {
  readonly products: readonly Product[];
}

export interface Cart {
  readonly id: string;
}

export interface Purchase {
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
  readonly currency: 'EUR';
  readonly paymentMethod: PaymentMethod;
  readonly paymentToken: string;
  readonly note?: string;
}

export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly totalCents: number;
  readonly paymentMethod: PaymentMethod;
  /** The trace that created the order, and that every later step of it belongs to. */
  readonly traceId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelReason?: string;
}

export interface OrderList {
  readonly orders: readonly Order[];
  /** Where the next page starts; absent on the last page. */
  readonly nextCursor?: string;
}

export const isFinal = (order: Order) => order.status !== 'pending';
