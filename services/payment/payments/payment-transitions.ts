import { logEvents, metrics } from '@sightline/catalogue';
import { type DeclineReason, paymentsTopic } from '@sightline/contracts';
import type { Outbox, UnitOfWork } from '@sightline/messaging';
import { captureContext, counter, emit } from '@sightline/observability';
import type { Payment, PaymentStatus, PaymentTables } from '../tables';

/**
 * What the bank did, made known: the payment's new state and its event in one transaction. Nothing happens when the payment
 * has meanwhile gone another way (its order was cancelled): that way leads to an end of its own.
 */
export class PaymentTransitions {
  constructor(private readonly outbox: Outbox<PaymentTables>) {}

  captured(payment: Payment): Promise<void> {
    return this.#transition(payment, { from: 'pending', to: 'captured' }, ({ publish, afterCommit }) => {
      publish(paymentsTopic, { type: 'payment.captured', ...eventOf(payment) });
      afterCommit(() => {
        count(payment, 'captured');
        emit(logEvents.paymentCaptured, about(payment));
      });
    });
  }

  declined(payment: Payment): Promise<void> {
    return this.#transition(payment, { from: 'pending', to: 'declined', reason: 'card_declined' }, (unit) =>
      tellDeclined(payment, 'card_declined', unit),
    );
  }

  /** The bank was asked and never answered: it may have taken the money, so it is to give it back. */
  givenUp(payment: Payment): Promise<void> {
    return this.#transition(payment, { from: 'pending', to: 'refunding', reason: 'bank_unavailable' }, (unit) =>
      tellDeclined(payment, 'bank_unavailable', unit),
    );
  }

  /** Gives the state it leads to. */
  async givenBack(payment: Payment, outcome: 'refunded' | 'voided'): Promise<PaymentStatus> {
    const to = outcome === 'refunded' ? 'refunded' : payment.decline_reason ? 'declined' : 'cancelled';
    await this.#transition(payment, { from: 'refunding', to }, ({ publish, afterCommit }) => {
      if (to !== 'refunded') return;
      publish(paymentsTopic, { type: 'payment.refunded', ...eventOf(payment) });
      afterCommit(() => {
        count(payment, 'refunded');
        emit(logEvents.paymentRefunded, about(payment));
      });
    });
    return to;
  }

  #transition(
    { id }: Payment,
    change: { from: PaymentStatus; to: PaymentStatus; reason?: DeclineReason },
    makeKnown: (unit: UnitOfWork<PaymentTables>) => void,
  ): Promise<void> {
    return this.outbox.transaction(async (unit) => {
      const refunding = change.to === 'refunding';
      const { numUpdatedRows } = await unit.tx
        .updateTable('payments')
        .set({
          status: change.to,
          ...(change.reason && { decline_reason: change.reason }),
          token: null,
          attempts: 0,
          next_attempt_at: refunding ? new Date() : null,
          ...(refunding && { carrier: JSON.stringify(captureContext()) }),
          updated_at: new Date(),
        })
        .where('id', '=', id)
        .where('status', '=', change.from)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) makeKnown(unit);
    });
  }
}

function tellDeclined(payment: Payment, reason: DeclineReason, unit: UnitOfWork<PaymentTables>): void {
  unit.publish(paymentsTopic, { type: 'payment.declined', ...eventOf(payment), reason });
  unit.afterCommit(() => {
    count(payment, reason === 'card_declined' ? 'declined' : 'failed');
    emit(logEvents.paymentDeclined, { ...about(payment), 'payment.decline_reason': reason });
  });
}

function count({ currency }: Payment, status: 'captured' | 'declined' | 'failed' | 'refunded'): void {
  counter(metrics.paymentsTotal).inc({ gateway: 'bank', currency, status });
}

const eventOf = ({ id, order_id, amount_cents, currency }: Payment) => ({
  orderId: order_id,
  paymentId: id,
  amountCents: amount_cents,
  currency,
});

const about = ({ id, order_id }: Payment) => ({ 'order.id': order_id, 'payment.id': id });
