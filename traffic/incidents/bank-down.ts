import type { Incident } from './incident';

export const bankDown: Incident = {
  name: 'bank-down',
  title: 'The bank is gone',
  explanation:
    'Nobody listens where the bank was. Each attempt fails at once, the circuit breaker opens, and payments are ' +
    'tried again until their time is over; then the orders are cancelled as declined.',
  cause: { kind: 'component', component: 'bank', operation: 'stop' },
  load: { request: 'order', perSecond: 3 },
  symptom: {
    alerts: ['BankFailing', 'CircuitBreakerOpen', 'PaymentSuccessBudgetBurn'],
    slo: 'payment-success',
    panel: { dashboard: 'sightline-order-journey', panel: 'Circuit breaker' },
    evidence: {
      signal: 'span',
      query: { service: 'payment', attributes: { 'bank.outcome': 'error' }, failed: true },
      message: 'Attempts fail within a millisecond: the connection is refused',
    },
    withinSeconds: 120,
  },
  mend:
    'See whether it is the bank or the way to it. Nothing is lost: payments that were not given up are made when ' +
    'it is back, and none of them twice.',
};
