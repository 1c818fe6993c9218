import { metrics } from '@sightline/catalogue';
import { isNot, max, orNone, perMinute, quantile, rate, share, sum, value } from './promql';

export const paymentsPerMinute = perMinute(sum(rate(metrics.paymentsTotal), ['status']));
export const declinedShare = share(
  sum(rate(metrics.paymentsTotal, { status: 'declined' })),
  sum(rate(metrics.paymentsTotal)),
);

/** Our side of the calls to the bank; what the circuit breaker rejects is none. */
export const bankLatency = (q: number) =>
  quantile(q, metrics.bankRequestDuration, { matchers: { outcome: isNot('rejected') }, by: ['operation'] });
export const bankAttempts = sum(rate(metrics.bankRequestDuration), ['outcome']);
export const bankRetries = orNone(sum(rate(metrics.bankRetries)));
/** Each instance has a breaker of its own: where two are in different states, both are shown. */
export const breakerState = max(value(metrics.circuitBreakerState), ['state']);
export const bulkheadExecuting = sum(value(metrics.bulkheadExecuting));
export const bulkheadQueued = sum(value(metrics.bulkheadQueued));
