import type { Incident } from './incident';

export const logFlood: Incident = {
  name: 'log-flood',
  title: 'A flood of log lines',
  explanation:
    'The rate limit of a chatty event is lifted: each list that is shown writes a line per product, ten times as ' +
    'many as everything else together. Loki takes, keeps and searches them all, they cost what they weigh, and ' +
    'the line that matters is hard to find among them.',
  cause: { kind: 'flag', flag: 'log-flood' },
  load: { request: 'list products', perSecond: 5 },
  symptom: {
    alerts: ['LogFlood'],
    panel: { dashboard: 'sightline-logs', panel: 'Volume' },
    evidence: {
      signal: 'metric',
      query:
        'sum(rate(telemetry_log_records_total{service_name="order"}[1m])) / ' +
        'sum(rate(http_server_request_duration_seconds_count{service_name="order"}[1m])) > 10',
      message: 'Dozens of lines for each request; what is said most is product.shown',
    },
    withinSeconds: 120,
  },
  mend:
    'Limit what is said again and again (`atMost` of a log event; what is left out is counted in ' +
    'telemetry_log_records_suppressed_total), or count it in a metric instead.',
};
