import { logEvents, metrics } from '@sightline/catalogue';
import { counter, emit, gauge } from '@sightline/observability';
import {
  BrokenCircuitError,
  bulkhead,
  CircuitState,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { BankRefusal } from './bank-errors';

export interface ResilienceOptions {
  readonly timeoutMs: number;
  readonly concurrency: number;
}

const MAX_RETRIES = 2;
const LEAVE_ALONE_MS = 2_000;

/**
 * What stands between us and a bank that is slow, failing or silent. `call` goes around everything that is done for one
 * purpose, `attempt` around each attempt at it.
 */
export function createResilience({ timeoutMs, concurrency }: ResilienceOptions) {
  const places = bulkhead(concurrency, concurrency);
  const retries = retry(handleWhen(isWorthRetrying), {
    maxAttempts: MAX_RETRIES,
    // With decorrelated jitter, cockatiel's default.
    backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
  });
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof BankRefusal)),
    {
      halfOpenAfter: LEAVE_ALONE_MS,
      // Half of the attempts of ten seconds, and ten at least.
      breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 }),
    },
  );

  observeBreaker(breaker);
  gauge(metrics.bulkheadExecuting).collect(() => [{ labels: {}, value: concurrency - places.executionSlots }]);
  gauge(metrics.bulkheadQueued).collect(() => [{ labels: {}, value: concurrency - places.queueSlots }]);
  places.onReject(() => counter(metrics.bulkheadRejected).inc({}));

  return {
    call: wrap(places, retries),
    attempt: wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive)),
  };
}

/** An open breaker is not to be hammered, and a refusal stays one. */
const isWorthRetrying = (error: Error) => !(error instanceof BrokenCircuitError || error instanceof BankRefusal);

function observeBreaker(breaker: ReturnType<typeof circuitBreaker>): void {
  const entered = (state: 'closed' | 'open' | 'half_open') => {
    counter(metrics.circuitBreakerTransitions).inc({ state });
    return { 'circuit_breaker.state': state } as const;
  };
  breaker.onBreak(() => emit(logEvents.circuitBreakerOpened, entered('open')));
  breaker.onHalfOpen(() => emit(logEvents.circuitBreakerHalfOpened, entered('half_open')));
  breaker.onReset(() => emit(logEvents.circuitBreakerClosed, entered('closed')));
  gauge(metrics.circuitBreakerState).collect(() => [
    { labels: { state: 'closed' }, value: Number(breaker.state === CircuitState.Closed) },
    { labels: { state: 'open' }, value: Number(breaker.state === CircuitState.Open) },
    { labels: { state: 'half_open' }, value: Number(breaker.state === CircuitState.HalfOpen) },
  ]);
}
