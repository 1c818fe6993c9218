import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const of =
  (source: string) =>
  <const L extends string>(
    type: 'counter' | 'gauge',
    name: string,
    unit: Unit,
    description: string,
    labels: readonly L[],
  ) =>
    inventoryOf({ name, type, unit, description, labels, source });
const prometheus = of('Prometheus');
const loki = of('Loki');
const victoriaLogs = of('VictoriaLogs');
const alertmanager = of('Alertmanager');

/** The stores about themselves. */
export const engineInventory = {
  alerts: prometheus('gauge', 'ALERTS', '1', 'One series per alert that is pending or firing', [
    'alertname',
    'alertstate',
    'severity',
  ]),
  storedSeries: prometheus('gauge', 'prometheus_tsdb_head_series', '{series}', 'Series written lately', []),
  storedSamples: prometheus('counter', 'prometheus_tsdb_head_samples_appended_total', '{sample}', 'Samples stored', [
    'type',
  ]),
  ruleEvaluationFailures: prometheus(
    'counter',
    'prometheus_rule_evaluation_failures_total',
    '{evaluation}',
    'Rules that could not be evaluated',
    ['rule_group'],
  ),
  storedLogLines: loki('counter', 'loki_distributor_lines_received_total', '{record}', 'Log lines that reached Loki', [
    'tenant',
  ]),
  storedLogBytes: loki(
    'counter',
    'loki_distributor_bytes_received_total',
    'By',
    'Bytes of log lines that reached Loki',
    ['tenant'],
  ),
  logStreams: loki('gauge', 'loki_ingester_memory_streams', '{stream}', 'Log streams held in memory', ['tenant']),
  ingestedLogLines: victoriaLogs(
    'counter',
    'vl_rows_ingested_total',
    '{record}',
    'Log lines that reached VictoriaLogs',
    ['type'],
  ),
  ingestedLogBytes: victoriaLogs(
    'counter',
    'vl_bytes_ingested_total',
    'By',
    'Bytes of log lines that reached VictoriaLogs',
    ['type'],
  ),
  notifications: alertmanager('counter', 'alertmanager_notifications_total', '{notification}', 'Notifications sent', [
    'integration',
  ]),
  notificationsFailed: alertmanager(
    'counter',
    'alertmanager_notifications_failed_total',
    '{notification}',
    'Notifications that did not arrive',
    ['integration', 'reason'],
  ),
} as const;
