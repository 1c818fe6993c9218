import type { Incident } from './incident';

export const nPlusOne: Incident = {
  name: 'n-plus-one',
  title: 'One query per row',
  explanation:
    'A page of orders is read with one statement for the ids and one more for each order. Every statement is ' +
    'quick, so no slow query shows; the page gets slower with its length, and the database is asked fifty times ' +
    'as often. An object mapper that loads relations lazily does this without being told.',
  cause: { kind: 'flag', flag: 'n-plus-one' },
  load: { request: 'list orders', perSecond: 3 },
  symptom: {
    alerts: ['ManyQueriesPerRequest'],
    panel: { dashboard: 'sightline-service', panel: 'Slowest kinds of work' },
    evidence: {
      signal: 'metric',
      query:
        'histogram_quantile(0.9, sum by (le) ' +
        '(rate(http_server_request_db_queries_bucket{http_request_method="GET",http_route="/orders"}[1m]))) > 20',
      message: 'One GET /orders makes dozens of statements; its trace shows them one after the other',
    },
    withinSeconds: 120,
  },
  mend: 'Read the page with one statement (`find-orders.ts`), or load what belongs to all its rows with a second one.',
};
