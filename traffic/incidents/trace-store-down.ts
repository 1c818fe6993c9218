import type { Incident } from './incident';

export const traceStoreDown: Incident = {
  name: 'trace-store-down',
  title: 'The trace store is gone',
  explanation:
    'Traces cannot be stored or found. Metrics and logs are as usual, and log lines still carry their trace IDs: ' +
    'one can follow an order by them, without the picture.',
  cause: { kind: 'component', component: 'trace-store', operation: 'stop' },
  symptom: {
    alerts: ['BackendDown'],
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Waiting for a backend' },
    evidence: {
      signal: 'metric',
      query: 'min_over_time(sum(otelcol_exporter_queue_size{exporter=~".*(zipkin|tempo|traces).*"})[20s:5s]) > 0',
      message: 'The queue of one exporter grows, those of the others are empty',
    },
    withinSeconds: 150,
  },
  mend: 'Bring it back and watch the queue run empty; what waited is delivered late.',
};
