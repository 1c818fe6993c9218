import type { Currency, DeclineReason, PaymentMethod } from '@sightline/contracts';
import type { Carrier } from '@sightline/observability';
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';

/**
 * `pending`: to be charged; `captured`: the bank took the money; `declined`: it did not; `cancelled`: the order was cancelled
 * before it could; `refunding`: whatever was taken is to be given back; `refunded`: it was.
 */
export type PaymentStatus = 'pending' | 'captured' | 'declined' | 'cancelled' | 'refunding' | 'refunded';

export interface PaymentsTable {
  /** Also the bank's idempotency key: one payment, one charge. */
  id: Generated<string>;
  order_id: string;
  status: ColumnType<PaymentStatus, never, PaymentStatus>;
  amount_cents: number;
  currency: Currency;
  payment_method: PaymentMethod;
  /** Forgotten as soon as nothing is to be charged any more. */
  token: string | null;
  decline_reason: ColumnType<DeclineReason | null, never, DeclineReason>;
  /** Rounds of calls to the bank for the work in hand. */
  attempts: ColumnType<number, never, number>;
  /** When the bank is to be called (again); while it is being called, when somebody else may suppose it is not. */
  next_attempt_at: ColumnType<Date | null, never, Date | null>;
  /** The trace context of the event that gave the work in hand. */
  carrier: JSONColumnType<Carrier>;
  created_at: ColumnType<Date, never, never>;
  updated_at: ColumnType<Date, never, Date>;
}

/** A row of it, as it is read. */
export type Payment = Selectable<PaymentsTable>;

/** Orders that were cancelled before anything was known of them: their order.created is still to come, if ever. */
export interface CancelledOrdersTable {
  order_id: string;
  cancelled_at: ColumnType<Date, never, never>;
}

export interface PaymentTables {
  payments: PaymentsTable;
  cancelled_orders: CancelledOrdersTable;
}
