import type { KeyFile } from '@sightline/access';
import { logEvents, metrics, spans } from '@sightline/catalogue';
import type { Currency } from '@sightline/contracts';
import { counter, emit, histogram, withSpan } from '@sightline/observability';
import { BrokenCircuitError, TaskCancelledError } from 'cockatiel';
import { request } from 'undici';
import { BankFailure, BankRefusal } from './bank-errors';
import { createResilience, type ResilienceOptions } from './resilience';

export interface BankOptions extends ResilienceOptions {
  readonly url: string;
  /** By which it lets us in, where it wants one. */
  readonly key?: Pick<KeyFile, 'current'>;
}

export interface PaymentAtBank {
  /** One key, one outcome, however often it is asked for. */
  readonly paymentId: string;
  readonly orderId: string;
}

export interface Charge extends PaymentAtBank {
  readonly amountCents: number;
  readonly currency: Currency;
  readonly token: string;
}

type Operation = 'charge' | 'refund';
type Outcome = 'ok' | 'declined' | 'error' | 'timeout' | 'rejected';

interface Answer {
  readonly status: string;
}

/** The bank, as we call it: each call is safe to repeat. What it throws says that nothing is known of the outcome. */
export class Bank {
  readonly #resilience: ReturnType<typeof createResilience>;

  constructor(private readonly options: BankOptions) {
    this.#resilience = createResilience(options);
  }

  async charge({ paymentId, orderId, ...money }: Charge): Promise<'captured' | 'declined'> {
    const about = { paymentId, orderId };
    const answer = await this.#call('charge', about, {
      path: '/charges',
      key: paymentId,
      body: { reference: orderId, ...money },
    });
    return answer.status === 'captured' ? 'captured' : 'declined';
  }

  /** Gives back what the payment charged; when it charged nothing, sees to it that it never will: `voided`. */
  async refund({ paymentId, orderId }: PaymentAtBank): Promise<'refunded' | 'voided'> {
    const about = { paymentId, orderId };
    const answer = await this.#call('refund', about, {
      path: '/refunds',
      key: `${paymentId}:refund`,
      body: { reference: orderId, charge: paymentId },
    });
    return answer.status === 'refunded' ? 'refunded' : 'voided';
  }

  #call(operation: Operation, about: PaymentAtBank, request: Request): Promise<Answer> {
    return this.#resilience.call.execute(({ attempt }) =>
      this.#attempt(operation, about, { request, repetition: attempt }),
    );
  }

  async #attempt(
    operation: Operation,
    { paymentId, orderId }: PaymentAtBank,
    { request, repetition }: { request: Request; repetition: number },
  ): Promise<Answer> {
    if (repetition > 0) counter(metrics.bankRetries).inc({ operation });
    const about = { 'bank.operation': operation, 'order.id': orderId, 'payment.id': paymentId } as const;
    const attributes = { ...about, 'http.request.resend_count': repetition || undefined };
    return withSpan(spans.bankAttempt, { attributes }, async (span) => {
      const started = performance.now();
      const observe = (outcome: Outcome) => {
        span.set({ 'bank.outcome': outcome });
        histogram(metrics.bankRequestDuration).observe({ operation, outcome }, (performance.now() - started) / 1_000);
        return outcome;
      };
      try {
        const answer = await this.#resilience.attempt.execute(({ signal }) => this.#post(request, signal));
        observe(answer.status === 'declined' ? 'declined' : 'ok');
        return answer;
      } catch (error) {
        const outcome = observe(outcomeOf(error));
        emit(
          logEvents.bankAttemptFailed,
          { ...about, 'bank.outcome': outcome, 'retry.attempt': repetition + 1 },
          error,
        );
        throw error;
      }
    });
  }

  async #post({ path, key, body }: Request, signal: AbortSignal): Promise<Answer> {
    // Not `fetch`, which puts the web's streams around the same client: more work for the same answer.
    const { statusCode, body: answer } = await request(new URL(path, this.options.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(this.options.key && { 'x-api-key': this.options.key.current }),
      },
      body: JSON.stringify(body),
      signal,
    });
    if (statusCode < 300 || statusCode === 402) return (await answer.json()) as Answer;
    await answer.dump();
    // Whoever is not let in has asked for nothing yet: the key is wrong, not the shopper.
    const mayGoWell = statusCode >= 500 || statusCode === 401 || statusCode === 403;
    throw mayGoWell ? new BankFailure(statusCode) : new BankRefusal(statusCode);
  }
}

interface Request {
  readonly path: string;
  readonly key: string;
  readonly body: object;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof BrokenCircuitError) return 'rejected';
  return error instanceof TaskCancelledError ? 'timeout' : 'error';
}
