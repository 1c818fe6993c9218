import type { Incident } from './incident';

export const exhaustedPool: Incident = {
  name: 'exhausted-pool',
  title: 'No connection left',
  explanation:
    'An order keeps its transaction open while it waits four seconds for somebody else. Each takes a connection ' +
    'all that time; after ten orders the pool is empty, and every request of the service waits for one, gives up ' +
    'after three seconds and answers 503. The database itself is bored.',
  cause: { kind: 'flag', flag: 'exhausted-pool' },
  load: { request: 'order', perSecond: 8 },
  symptom: {
    alerts: ['DatabasePoolExhausted', 'OrderLatencyBudgetBurn', 'OrderAvailabilityBudgetBurn'],
    slo: 'order-latency',
    panel: { dashboard: 'sightline-service', panel: 'Database connections' },
    evidence: {
      signal: 'span',
      query: { service: 'order', spanName: 'order place', minDurationMs: 3_900 },
      message: 'The transaction is open for seconds in which no statement runs',
    },
    withinSeconds: 120,
  },
  mend: 'Ask others before the transaction begins or after its commit. A larger pool only moves the wall.',
};
