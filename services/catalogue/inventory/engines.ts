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
const tempo = of('Tempo');
const zipkin = of('Zipkin');

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
  outOfOrderSamples: prometheus(
    'counter',
    'prometheus_tsdb_out_of_order_samples_total',
    '{sample}',
    'Samples not stored: a later one of their series is there',
    ['type'],
  ),
  outOfBoundSamples: prometheus(
    'counter',
    'prometheus_tsdb_out_of_bound_samples_total',
    '{sample}',
    'Samples not stored: they are older than what is still written to',
    ['type'],
  ),
  tooOldSamples: prometheus(
    'counter',
    'prometheus_tsdb_too_old_samples_total',
    '{sample}',
    'Samples not stored: they are older than the window for late ones',
    ['type'],
  ),
  droppedLogLines: victoriaLogs('counter', 'vl_rows_dropped_total', '{record}', 'Log lines taken and not kept', [
    'reason',
  ]),
  tooLongLogLines: victoriaLogs(
    'counter',
    'vl_too_long_lines_skipped_total',
    '{record}',
    'Log lines not kept because they are too long',
    [],
  ),
  discardedLogLines: loki('counter', 'loki_discarded_samples_total', '{record}', 'Log lines taken and not kept', [
    'reason',
    'tenant',
  ]),
  discardedSpans: tempo('counter', 'tempo_discarded_spans_total', '{span}', 'Spans taken and not kept', [
    'reason',
    'tenant',
  ]),
  droppedSpans: zipkin('counter', 'zipkin_collector_spans_dropped_total', '{span}', 'Spans taken and not kept', [
    'transport',
  ]),
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
