import type { Incident } from './incident';

export const lokiDown: Incident = {
  name: 'loki-down',
  title: 'The log store is gone',
  explanation:
    'Log lines have nowhere to go. The collector keeps them in its queue on disk and tries again; the services ' +
    'notice nothing. Whoever looks for a line finds an error, and only when the queue is full is anything lost.',
  cause: { kind: 'component', component: 'log-store', operation: 'stop' },
  symptom: {
    alerts: ['BackendDown'],
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Waiting for a backend' },
    evidence: {
      signal: 'metric',
      query: 'min_over_time(sum(otelcol_exporter_queue_size{exporter=~".*(loki|logs).*"})[20s:5s]) > 0',
      message: 'The queue of one exporter grows, those of the others are empty',
    },
    withinSeconds: 150,
  },
  mend: 'Bring it back and watch the queue run empty. See its log and its disk.',
};
