import { connect } from '@sightline/database';
import { concurrently, waitUntil } from '@sightline/stores';
import { type Kysely, sql } from 'kysely';
import { ledgerOf } from '../bank-ledger';
import { ordersUrl, paymentsUrl, type RunningPlatform } from '../platform';
import type { Shopped } from './shoppers';

/** What the books of the shop, of its payments and of the bank say of the same orders. */
export interface Audit {
  readonly orders: number;
  readonly paid: number;
  readonly cancelled: number;
  /** Neither paid nor cancelled when all was waited for. */
  readonly pending: number;
  /** Taken from shoppers, and not in the books. */
  readonly lost: number;
  /** In the books more than once for one key. */
  readonly doubled: number;
  /** Where two of the books say something else of an order: which, and what. */
  readonly disagreements: readonly string[];
}

interface Order {
  readonly id: string;
  readonly note: string;
  readonly status: 'pending' | 'paid' | 'cancelled';
  readonly total_cents: number;
}

interface Payment {
  readonly order_id: string;
  readonly status: string;
  readonly amount_cents: number;
}

/** What is behind is waited for as long as it catches up: how long that takes is for the machine to say. */
const settling = { withinMs: 3_600_000, everyMs: 1_000 };
const standstillMs = 240_000;
const concurrency = 12;

/**
 * Waits until every order is final and the books agree, and reads them; what they say in the end if nothing has come any nearer to that for
 * four minutes.
 */
export async function audit(platform: RunningPlatform, mark: string, { orders: taken }: Shopped): Promise<Audit> {
  const orders = connect<object>({ url: ordersUrl(platform, 'order_owner'), poolSize: 1, name: 'audit' });
  const payments = connect<object>({ url: paymentsUrl(platform), poolSize: 1, name: 'audit' });
  const asked = { platform, mark, orders, payments, taken: new Set(taken.map(({ id }) => id)) };
  /** Not asked about again until all are: to ask about each every second would be a load of its own. */
  const agreed = new Set<string>();
  const progress = new Progress(standstillMs);
  try {
    const settled = async () => {
      const isOfAll = agreed.size === 0;
      const said = await read({ ...asked, agreed });
      const open = said.pending + said.lost + said.disagreements.length;
      if (open === 0 && isOfAll) return said;
      // What agrees now may be charged for later.
      if (open === 0) agreed.clear();
      return progress.hasStopped(open) ? read({ ...asked, agreed: new Set() }) : undefined;
    };
    const { value } = await waitUntil(settled, settling);
    if (!value) throw new Error('the books could not be read');
    return value;
  } finally {
    await Promise.all([orders.destroy(), payments.destroy()]);
  }
}

/** Of something that is counted: whether it has not changed for too long. */
export class Progress {
  #count: number | undefined;
  #since = 0;

  constructor(
    private readonly standstillMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  hasStopped(count: number): boolean {
    if (count !== this.#count) [this.#count, this.#since] = [count, this.now()];
    return this.now() - this.#since > this.standstillMs;
  }
}

interface Asked {
  readonly platform: RunningPlatform;
  readonly mark: string;
  readonly orders: Kysely<object>;
  readonly payments: Kysely<object>;
  readonly taken: ReadonlySet<string>;
  /** The orders whose books agree: they are left out, and new ones are added. */
  readonly agreed: Set<string>;
}

async function read({ platform, mark, orders, payments, taken, agreed }: Asked): Promise<Audit> {
  const booked = await sql<Order>`
    select id, note, status, total_cents from orders where note like ${`${mark} %`}`.execute(orders);
  const ids = booked.rows.map(({ id }) => id);
  const paid = await sql<Payment>`
    select order_id, status, amount_cents from payments where order_id = any(${ids})`.execute(payments);
  const paymentsOf = new Map<string, Payment[]>();
  for (const payment of paid.rows)
    paymentsOf.set(payment.order_id, [...(paymentsOf.get(payment.order_id) ?? []), payment]);
  const there = new Set(ids);
  const of = (status: Order['status']) => booked.rows.filter((order) => order.status === status).length;
  const open = booked.rows.filter(({ id }) => !agreed.has(id));
  const disagreements = await concurrently(concurrency, open, async (order) => {
    const found = disagreement(order, paymentsOf.get(order.id) ?? [], await ledgerOf(platform, order.id));
    if (found === undefined && order.status !== 'pending') agreed.add(order.id);
    return found;
  });
  return {
    orders: ids.length,
    paid: of('paid'),
    cancelled: of('cancelled'),
    pending: of('pending'),
    lost: [...taken].filter((id) => !there.has(id)).length,
    doubled: ids.length - new Set(booked.rows.map(({ note }) => note)).size,
    disagreements: disagreements.filter((each) => each !== undefined),
  };
}

/** What is wrong with the money of an order, if anything. */
export function disagreement(
  { id, status, total_cents }: Pick<Order, 'id' | 'status' | 'total_cents'>,
  payments: readonly Pick<Payment, 'status' | 'amount_cents'>[],
  entries: readonly { readonly kind: string; readonly amountCents: number }[],
): string | undefined {
  const charges = entries.filter(({ kind }) => kind === 'charge');
  const refunds = entries.filter(({ kind }) => kind === 'refund');
  const sum = (of: readonly { readonly amountCents: number }[]) =>
    of.reduce((cents, { amountCents }) => cents + amountCents, 0);
  const captured = payments.filter((payment) => payment.status === 'captured');
  const due = status === 'paid' ? total_cents : 0;
  const wrong = [
    ...(payments.length > 1 ? [`${payments.length} payments`] : []),
    ...(charges.length > 1 ? [`${charges.length} charges`] : []),
    ...(sum(charges) - sum(refunds) === due ? [] : [`${sum(charges) - sum(refunds)} of ${due} cents taken`]),
    ...(captured.reduce((cents, { amount_cents }) => cents + amount_cents, 0) === due
      ? []
      : [`payments ${payments.map((payment) => payment.status).join(', ') || 'none'}`]),
  ];
  return wrong.length === 0 ? undefined : `${id} is ${status}: ${wrong.join('; ')}`;
}
