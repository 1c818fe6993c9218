import type { Incident } from './incident';

export const slowBank: Incident = {
  name: 'slow-bank',
  title: 'The bank gets slow',
  explanation:
    'The bank answers, but after seconds: attempts run into their timeout and are made again, which gives a bank ' +
    'in trouble up to three times the work: a retry storm. The circuit breaker notices that more than half of the ' +
    'attempts fail, and leaves the bank alone for a while.',
  cause: { kind: 'bank', behaviour: { latencyMs: { p50: 1_500, p99: 6_000 } } },
  load: { request: 'order', perSecond: 3 },
  symptom: {
    alerts: ['BankSlow', 'CircuitBreakerOpen'],
    slo: 'checkout-completion',
    panel: { dashboard: 'sightline-order-journey', panel: 'Attempts by outcome' },
    evidence: {
      signal: 'span',
      query: { service: 'payment', attributes: { 'bank.outcome': 'timeout' } },
      message: 'Attempts at the bank end after exactly the timeout, and are made again',
    },
    withinSeconds: 120,
  },
  mend:
    'Nothing on our side makes the bank faster: the timeout, the few retries and the breaker keep its trouble ' +
    'from becoming ours. Ask the bank, and watch that orders are settled once it is back.',
};
