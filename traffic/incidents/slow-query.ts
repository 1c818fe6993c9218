import type { Incident } from './incident';

export const slowQuery: Incident = {
  name: 'slow-query',
  title: 'A query without an index',
  explanation:
    'The lowest price of the last thirty days is asked for with the columns wrapped in functions. The index on ' +
    'them is of no use then, and PostgreSQL reads all 300,000 rows each time. With few visitors it is merely ' +
    'slow; with many the database has no time for anything else.',
  cause: { kind: 'flag', flag: 'slow-query' },
  load: { request: 'see a product', perSecond: 2 },
  symptom: {
    alerts: ['SlowQueries'],
    panel: { dashboard: 'sightline-service', panel: 'Slowest kinds of work' },
    evidence: {
      signal: 'span',
      query: { service: 'order', spanName: 'SELECT price_history', minDurationMs: 50 },
      message: 'One statement takes all the time; its text shows functions around the columns',
    },
    withinSeconds: 120,
  },
  mend: 'EXPLAIN shows the sequential scan. Compare the columns themselves, or index the expression.',
};
