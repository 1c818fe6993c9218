import type { Incident } from './incident';

export const cacheStampede: Incident = {
  name: 'cache-stampede',
  title: 'Everybody loads what the cache has lost',
  explanation:
    'A cached list runs out. Until the first request has loaded it again, every other one finds nothing and loads ' +
    'it too: forty statements where one would do, just when everybody wants the same. The connections of the pool ' +
    'are gone, and requests that have nothing to do with the list wait as well.',
  cause: { kind: 'flag', flag: 'cache-stampede' },
  load: { request: 'list products', perSecond: 40, burst: 40 },
  symptom: {
    alerts: ['CacheStampede'],
    panel: { dashboard: 'sightline-service', panel: 'Wait for a connection (p95)' },
    evidence: {
      signal: 'metric',
      query: 'sum(rate(cache_duplicate_loads_total{cache_name="products"}[1m])) > 0',
      message: 'The same list is loaded while it is being loaded, which never happens where one loads for all',
    },
    withinSeconds: 120,
  },
  mend:
    'Let one request load and the others wait for it (`cache.ts`); where a value is loaded for long, give out the ' +
    'old one meanwhile.',
};
