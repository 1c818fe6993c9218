import {
  counterOf,
  defineCatalogue,
  gaugeOf,
  histogramOf,
  libraryCatalogue,
  logEventOf,
  spanOf,
} from '@sightline/observability/catalogue';
import { events } from './events';
import { orders } from './orders';
import { payments } from './payments';

const operation = ['charge', 'refund'] as const;
const states = ['closed', 'open', 'half_open'] as const;

/** Our side of the calls to the bank: it is a third party and tells nothing itself. */
export const bank = defineCatalogue({
  name: 'bank',
  emittedBy: ['payment'],
  uses: [libraryCatalogue, orders, payments, events],
  metrics: {
    bankRequestDuration: histogramOf({
      name: 'bank_client_request_duration_seconds',
      description: 'One attempt at the bank, by its outcome',
      unit: 's',
      labels: { operation, outcome: ['ok', 'declined', 'error', 'timeout', 'rejected'] },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5],
    }),
    bankRetries: counterOf({
      name: 'bank_client_retries_total',
      description: 'Attempts after the first',
      unit: '{attempt}',
      labels: { operation },
    }),
    circuitBreakerState: gaugeOf({
      name: 'bank_circuit_breaker_state',
      description: '1 for the state the circuit breaker is in, 0 for the others',
      unit: '1',
      labels: { state: states },
    }),
    circuitBreakerTransitions: counterOf({
      name: 'bank_circuit_breaker_transitions_total',
      description: 'Times the circuit breaker entered a state',
      unit: '{transition}',
      labels: { state: states },
    }),
    bulkheadExecuting: gaugeOf({
      name: 'bank_bulkhead_executing',
      description: 'Calls to the bank under way',
      unit: '{call}',
    }),
    bulkheadQueued: gaugeOf({
      name: 'bank_bulkhead_queued',
      description: 'Calls waiting for a free place',
      unit: '{call}',
    }),
    bulkheadRejected: counterOf({
      name: 'bank_bulkhead_rejected_total',
      description: 'Calls refused because even the queue was full',
      unit: '{call}',
    }),
  },
  spans: {
    bankAttempt: spanOf({
      name: 'bank {bank.operation}',
      description: 'One attempt at the bank; repetitions carry http.request.resend_count',
      kind: 'internal',
      attributes: [
        'bank.operation',
        'bank.outcome',
        'http.request.resend_count',
        'order.id',
        'payment.id',
        'error.type',
      ],
    }),
  },
  attributes: {
    'bank.operation': { type: 'string', description: 'What the bank is asked for', values: operation },
    'bank.outcome': {
      type: 'string',
      description: 'How an attempt ended',
      values: ['ok', 'declined', 'error', 'timeout', 'rejected'],
    },
    'circuit_breaker.state': { type: 'string', description: 'The state the breaker entered', values: states },
  },
  logEvents: {
    bankAttemptFailed: logEventOf({
      name: 'bank.attempt_failed',
      level: 'warn',
      message: 'An attempt at the bank failed',
      description: 'Another may follow: see retry.delay',
      attributes: ['bank.operation', 'bank.outcome', 'order.id', 'payment.id', 'retry.attempt', 'retry.delay'],
    }),
    circuitBreakerOpened: logEventOf({
      name: 'circuit_breaker.opened',
      level: 'error',
      message: 'Circuit breaker opened: the bank is left alone for a while',
      description: 'Too many attempts failed',
      attributes: ['circuit_breaker.state'],
    }),
    circuitBreakerHalfOpened: logEventOf({
      name: 'circuit_breaker.half_opened',
      level: 'info',
      message: 'Circuit breaker half open: one call may try the bank',
      description: 'The waiting time is over',
      attributes: ['circuit_breaker.state'],
    }),
    circuitBreakerClosed: logEventOf({
      name: 'circuit_breaker.closed',
      level: 'info',
      message: 'Circuit breaker closed: the bank answers again',
      description: 'The trial call went well',
      attributes: ['circuit_breaker.state'],
    }),
  },
});
