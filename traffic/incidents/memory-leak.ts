import type { Incident } from './incident';

export const memoryLeak: Incident = {
  name: 'memory-leak',
  title: 'Memory that is never given back',
  explanation:
    'Something of every request is kept in a list that nobody empties. Memory grows with the traffic, garbage ' +
    'collection takes longer and longer and finds nothing, and in the end the process is killed and everything ' +
    'begins anew.',
  cause: { kind: 'flag', flag: 'memory-leak' },
  load: { request: 'list products', perSecond: 4 },
  symptom: {
    alerts: ['MemoryGrowing'],
    panel: { dashboard: 'sightline-service', panel: 'Resident memory' },
    evidence: {
      signal: 'metric',
      query: 'deriv(sum by (service_name) (v8js_memory_heap_used_bytes{service_name="order"})[2m:5s]) > 500000',
      message: 'The heap grows steadily, and garbage collection does not bring it down',
    },
    withinSeconds: 180,
  },
  mend: 'Restart buys time. Two heap snapshots some minutes apart, compared, name what is kept and by whom.',
};
