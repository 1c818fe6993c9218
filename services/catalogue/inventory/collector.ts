import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const source = 'the collector itself';
const counter = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'counter', unit, description, labels, source });
const gauge = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'gauge', unit, description, labels, source });

const from = ['receiver', 'transport'] as const;
const to = ['exporter'] as const;
const queue = ['exporter', 'data_type'] as const;

/** The collector about itself: what came in, what went out, what waits, what was refused. */
export const collectorInventory = {
  acceptedSpans: counter('otelcol_receiver_accepted_spans_total', '{span}', 'Spans taken from senders', from),
  acceptedLogs: counter(
    'otelcol_receiver_accepted_log_records_total',
    '{record}',
    'Log records taken from senders',
    from,
  ),
  acceptedPoints: counter('otelcol_receiver_accepted_metric_points_total', '{point}', 'Metric points taken', from),
  refusedSpans: counter('otelcol_receiver_refused_spans_total', '{span}', 'Spans that the pipeline did not take', from),
  refusedLogs: counter(
    'otelcol_receiver_refused_log_records_total',
    '{record}',
    'Log records that it did not take',
    from,
  ),
  refusedPoints: counter(
    'otelcol_receiver_refused_metric_points_total',
    '{point}',
    'Metric points that it did not take',
    from,
  ),
  sentSpans: counter('otelcol_exporter_sent_spans_total', '{span}', 'Spans a backend took', to),
  sentLogs: counter('otelcol_exporter_sent_log_records_total', '{record}', 'Log records a backend took', to),
  sentPoints: counter('otelcol_exporter_sent_metric_points_total', '{point}', 'Metric points a backend took', to),
  failedSpans: counter('otelcol_exporter_send_failed_spans_total', '{span}', 'Spans given up on', to),
  failedLogs: counter('otelcol_exporter_send_failed_log_records_total', '{record}', 'Log records given up on', to),
  failedPoints: counter('otelcol_exporter_send_failed_metric_points_total', '{point}', 'Metric points given up on', to),
  notQueuedSpans: counter(
    'otelcol_exporter_enqueue_failed_spans_total',
    '{span}',
    'Spans the queue had no room for',
    to,
  ),
  notQueuedLogs: counter(
    'otelcol_exporter_enqueue_failed_log_records_total',
    '{record}',
    'Log records the queue had no room for',
    to,
  ),
  notQueuedPoints: counter(
    'otelcol_exporter_enqueue_failed_metric_points_total',
    '{point}',
    'Metric points the queue had no room for',
    to,
  ),
  tracesDroppedEarly: counter(
    'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total',
    '{trace}',
    'Traces dropped before they were decided on: there are too many',
    [],
  ),
  tracesTooLarge: counter(
    'otelcol_processor_tail_sampling_traces_dropped_too_large_total',
    '{trace}',
    'Traces dropped because each is too large to wait for its decision',
    [],
  ),
  edgesDropped: counter(
    'otelcol_connector_servicegraph_dropped_spans_total',
    '{span}',
    'Spans the service graph had no room for',
    [],
  ),
  unstorablePoints: counter(
    'otelcol_storable_refused_points_total',
    '{point}',
    'Metric points of others that no store takes, left out each alone',
    ['reason'],
  ),
  unstorableSpans: counter(
    'otelcol_storable_refused_spans_total',
    '{span}',
    'Spans of others that no store takes, left out each alone',
    ['reason'],
  ),
  splitPoints: counter(
    'otelcol_otlp_split_refused_points_total',
    '{point}',
    'Metric points of others that the store refused, left out each alone',
    ['reason'],
  ),
  deltaPoints: counter(
    'otelcol_deltatocumulative_datapoints_total',
    '{point}',
    'Metric points of others that were deltas and are added up; with an error, those that were not',
    ['error'],
  ),
  exemplarsLeftOut: counter(
    'otelcol_kept_exemplars_left_out_total',
    '{exemplar}',
    'Exemplars left out because their trace is not kept',
    [],
  ),
  guardRedacted: counter('otelcol_guard_redacted_total', '{value}', 'Values masked on their way in', ['signal']),
  guardCut: counter('otelcol_guard_cut_total', '{item}', 'Items cut because they were too large to be stored', [
    'signal',
  ]),
  guardFolded: counter('otelcol_guard_folded_total', '{item}', 'Items whose name is _OTHER: there are too many names', [
    'signal',
    'attribute',
  ]),
  queueSize: gauge('otelcol_exporter_queue_size', '{item}', 'What waits on disk for a backend', queue),
  queueCapacity: gauge('otelcol_exporter_queue_capacity', '{item}', 'What may wait before senders are refused', queue),
  collectorMemory: gauge('otelcol_process_memory_rss_bytes', 'By', 'Memory the collector holds', []),
  collectorCpu: counter('otelcol_process_cpu_seconds_total', 's', 'CPU time the collector used', []),
  collectorUptime: counter('otelcol_process_uptime_seconds_total', 's', 'Time since the collector started', []),
  scrapeUp: inventoryOf({
    name: 'up',
    type: 'gauge',
    unit: '1',
    description: '1 while the target answers its scrape, or the question whether it lives',
    labels: [],
    source: 'prometheus receiver, liveness receiver',
  }),
  scrapeDuration: inventoryOf({
    name: 'scrape_duration_seconds',
    type: 'gauge',
    unit: 's',
    description: 'Time a scrape took',
    labels: [],
    source: 'prometheus receiver',
  }),
} as const;
