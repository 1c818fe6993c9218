import type { Incident } from './incident';

export const nPlusOne: Incident = {
  name: 'n-plus-one',
  title: 'One query per row',
  explanation:
    'A page of orders is read with one statement for the ids and one more for each order. Every statement is quick, so no slow ' +
    'query shows; the page gets slower with its length, and the database is asked fifty times as often. An object mapper that ' +
    'loads relations lazily does this without being told.',
  cause: { kind: 'flag', flag: 'n-plus-one' },
  load: { request: 'list orders', perSecond: 3 },
  symptom: {
    alerts: ['ManyQueriesPerRequest'],
    panel: { dashboard: 'sightline-service', panel: 'Slowest kinds of work' },
    evidence: {
      signal: 'span',
      query: { service: 'order', attributes: { 'feature_flag.key': 'n-plus-one' } },
      says: 'One GET /orders has dozens of spans SELECT orders under it, one after the other',
    },
    withinSeconds: 120,
  },
  mend: 'Read the page with one statement (`find-orders.ts`), or load what belongs to all its rows with a second one.',
};
