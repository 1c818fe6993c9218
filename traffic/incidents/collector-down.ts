import type { Incident } from './incident';

export const collectorDown: Incident = {
  name: 'collector-down',
  title: 'The collector is gone',
  explanation:
    'Everything that is told goes through the collector, so from here on all dashboards show the past. The ' +
    'services go on: they keep spans and log lines for a while, then drop and count them.',
  cause: { kind: 'component', component: 'collector', operation: 'stop' },
  symptom: {
    alerts: ['TelemetryMissing', 'PipelineFreshnessBudgetBurn'],
    slo: 'pipeline-freshness',
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Oldest metric' },
    evidence: {
      signal: 'metric',
      query: 'time() - max(timestamp(up{service_name="otel-collector"})) > 20',
      message: 'Nothing has come for longer than a scrape takes, of any service',
    },
    withinSeconds: 400,
  },
  mend:
    'Bring it back: what it had taken waits on its disk and is delivered late. See its log for what ended it, ' +
    'memory most often.',
};
