import { spans } from '@sightline/catalogue';
import { backoffMs, Polling, tellPollingFailure } from '@sightline/messaging';
import { withSpan } from '@sightline/observability';
import { type Kysely, sql } from 'kysely';
import type { Bank } from '../bank/bank';
import type { Payment, PaymentTables } from '../tables';
import type { PaymentTransitions } from './payment-transitions';

export interface JobsOptions {
  readonly db: Kysely<PaymentTables>;
  readonly bank: Bank;
  readonly transitions: PaymentTransitions;
  /** Payments in hand at the same time. */
  readonly concurrency: number;
  /** How long the bank may stay silent before a payment is declined. */
  readonly deadlineMs: number;
}

/** Longer than all attempts of one round take: whoever took a payment and is not done with it by then is dead. */
const LEASE_SECONDS = 12;
/** In a rush, several are taken with one statement. */
const GATHER_MS = 40;
const CHARGE_AGAIN = { firstMs: 1_000, maxMs: 4_000 };
const REFUND_AGAIN = { firstMs: 1_000, maxMs: 30_000 };

/**
 * Calls the bank for the payments that need it. A payment is taken for a while, not locked: if this process dies, another
 * takes it again, and the bank's idempotency key makes the second call harmless.
 */
export class PaymentJobs {
  readonly #inHand = new Set<Promise<void>>();
  readonly #polling: Polling;
  #stopped = false;

  constructor(private readonly options: JobsOptions) {
    this.#polling = new Polling({
      poll: () => this.#takeAndStart(),
      gatherMs: GATHER_MS,
      idle: { firstMs: 25, maxMs: 250 },
      backOff: { firstMs: 100, maxMs: 2_000 },
      onFailure: tellPollingFailure('payments'),
    });
  }

  wake(): void {
    this.#polling.wake();
  }

  onApplicationBootstrap(): void {
    this.#polling.start();
  }

  /** Finishes what is in hand, takes nothing new. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    await this.#polling.stop();
    await Promise.all(this.#inHand);
  }

  async #takeAndStart(): Promise<number> {
    const places = this.#stopped ? 0 : this.options.concurrency - this.#inHand.size;
    const payments = places > 0 ? await this.#take(places) : [];
    for (const payment of payments) {
      const job = this.#do(payment)
        // Left as it is, the payment is taken again when its lease ends. The span tells what went wrong.
        .catch(() => {})
        .finally(() => {
          this.#inHand.delete(job);
          if (places <= payments.length) this.wake();
        });
      this.#inHand.add(job);
    }
    return payments.length;
  }

  async #take(limit: number): Promise<Payment[]> {
    const { rows } = await sql<Payment>`
      update payments
      set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${sql.lit(LEASE_SECONDS)})
      where id in (
        select id from payments where next_attempt_at <= now() order by next_attempt_at limit ${limit} for update skip locked
      ) returning *`.execute(this.options.db);
    return rows;
  }

  #do(payment: Payment): Promise<void> {
    return payment.status === 'refunding' ? this.#refund(payment) : this.#charge(payment);
  }

  #charge(payment: Payment): Promise<void> {
    const { bank, transitions } = this.options;
    const attributes = { ...about(payment), 'payment.method': payment.payment_method };
    return withSpan(spans.paymentCharge, { parent: payment.carrier, attributes }, async (span) => {
      const outcome = await bank.charge(chargeOf(payment)).catch((error) => {
        span.fail(error);
        return 'unknown' as const;
      });
      if (outcome === 'captured') {
        span.set({ 'payment.status': 'captured' });
        await transitions.captured(payment);
      } else if (outcome === 'declined') {
        span.set({ 'payment.status': 'declined', 'payment.decline_reason': 'card_declined' });
        await transitions.declined(payment);
      } else if (!(await this.#againInTime(payment))) {
        span.set({ 'payment.status': 'declined', 'payment.decline_reason': 'bank_unavailable' });
        await transitions.givenUp(payment);
        this.wake();
      }
    });
  }

  #refund(payment: Payment): Promise<void> {
    const { bank, transitions } = this.options;
    return withSpan(spans.paymentRefund, { parent: payment.carrier, attributes: about(payment) }, async (span) => {
      const outcome = await bank.refund({ paymentId: payment.id, orderId: payment.order_id }).catch((error) => {
        span.fail(error);
        return 'unknown' as const;
      });
      if (outcome === 'unknown') return this.#again(payment, backoffMs(payment.attempts, REFUND_AGAIN));
      span.set({ 'payment.status': await transitions.givenBack(payment, outcome) });
    });
  }

  /** `false` when there is no time left for another round. */
  async #againInTime(payment: Payment): Promise<boolean> {
    const delayMs = backoffMs(payment.attempts, CHARGE_AGAIN);
    if (Date.now() + delayMs >= payment.created_at.getTime() + this.options.deadlineMs) return false;
    await this.#again(payment, delayMs);
    return true;
  }

  /** The work is not done yet; unless it has changed meanwhile, it comes again. */
  async #again({ id, status }: Payment, delayMs: number): Promise<void> {
    await this.options.db
      .updateTable('payments')
      .set({ next_attempt_at: new Date(Date.now() + delayMs) })
      .where('id', '=', id)
      .where('status', '=', status)
      .execute();
  }
}

const chargeOf = (payment: Payment) => ({
  paymentId: payment.id,
  orderId: payment.order_id,
  amountCents: payment.amount_cents,
  currency: payment.currency,
  token: payment.token ?? '',
});

const about = ({ id, order_id }: Payment) => ({ 'order.id': order_id, 'payment.id': id });
