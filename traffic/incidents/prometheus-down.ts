import type { Incident } from './incident';

export const prometheusDown: Incident = {
  name: 'prometheus-down',
  title: 'Prometheus is gone',
  explanation:
    'Nobody evaluates a rule, so nobody raises an alert about it: that everything is silent is the alarm. The ' +
    'watchdog is an alert that always fires, and whoever receives it must miss it.',
  cause: { kind: 'component', component: 'prometheus', operation: 'stop' },
  symptom: {
    alerts: ['Watchdog'],
    silence: true,
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Age of the newest sample' },
    evidence: {
      signal: 'log',
      query: '{service_name="order"} | event="http.request.completed"',
      message: 'Requests are answered and logged as always: what is missing is only what Prometheus knows',
    },
    withinSeconds: 120,
  },
  mend:
    'Bring it back: the collector has kept what it measured and sends it late; what rules would have recorded ' +
    'meanwhile stays missing.',
};
