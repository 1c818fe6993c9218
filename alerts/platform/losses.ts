import { selectorsIn } from '@sightline/promql';
import { alertDefinitions } from '../catalogue/alert-definitions';

/** Words by which counters of all the engines say that something was not kept. */
const lossWords =
  /drop|discard|fail|refus|reject|lost|skip|suppress|undeclared|_cut_|folded|evict|expired|overflow|too_(?:old|long|large|early)|out_of_(?:order|bound)|error/;

/** Whether a metric, by its name, counts telemetry that is lost. */
export const countsLoss = (name: string): boolean => name.endsWith('_total') && lossWords.test(name);

/** What sounds like a loss of telemetry and is none, or is told in another way; each with its reason. */
export const noLoss: Readonly<Record<string, string>> = {
  telemetry_log_records_suppressed_total: 'left out on purpose, after enough of their kind',
  telemetry_attributes_undeclared_total: 'attributes, which no catalogue declares; their spans are kept',
  otelcol_guard_cut_total: 'cut with a mark, and kept',
  outbox_publish_failures_total: 'tried again until Kafka takes it; OutboxStale tells when that lasts',
  bank_bulkhead_rejected_total: 'calls to the bank, tried again; no telemetry',
  alertmanager_notifications_failed_total: 'tried again; what does not arrive, the silence of the watchdog tells',
  system_network_dropped_total: 'packets, which TCP sends again',
  system_network_errors_total: 'packets, which TCP sends again',
  traces_service_graph_request_failed_total: 'calls between services that failed, not telemetry',
};

/** The same of what the engines count and nobody asks for, by their names. */
export const noLossOfEngines: readonly (readonly [RegExp, string])[] = [
  [
    /^prometheus_tsdb_(?:head_out_of_order_samples_appended|out_of_order_wbl_(?!writes_failed))/,
    'kept, though they come late',
  ],
  [
    /^prometheus_tsdb_.*(?:truncations|deletions|compactions|creations|reloads|snapshot)/,
    'files, of what the log of writes has',
  ],
  [/^prometheus_tsdb_(?:wal|out_of_order_wbl)_writes_failed/, 'answered with a 500 of its machine, and sent again'],
  [/^prometheus_.*exemplar/, 'exemplars that are older than the last: that one stands'],
  [/^prometheus_(?:target_|sd_|web_federation|engine_query_log|template_)/, 'it scrapes nothing, and serves no other'],
  [/^(?:prometheus|alertmanager)_(?:api_)?notification/, 'alerts, sent again; the silence of the watchdog tells'],
  [/^alertmanager_/, 'alerts, silences and their upkeep: no telemetry'],
  [/^net_conntrack_/, 'connections, made again'],
  [/^(?:vl|vm)_(?!rows_|too_)/, 'requests: the collector counts what it has to give up'],
  [/^zipkin_collector_messages_dropped/, 'requests; their spans count'],
  [/^armeria_|^jvm_|^http_|^log4j|^executor/, 'its server, not what it keeps'],
  [/^loki_(?!discarded_)/, 'requests, chunks and their upkeep: what is left out is discarded'],
  [/^tempo(?:db)?_(?!discarded_)/, 'requests, blocks and their upkeep: what is left out is discarded'],
  [/^otelcol_processor_refused_/, 'refused by the receiver as well, and counted there'],
  [/^otelcol_receiver_failed_/, 'answered with an error: who sent it sends it again, and counts what it gives up'],
  [/^otelcol_processor_tail_sampling_sampling_policy_evaluation_error/, 'the other policies decide'],
  [/^otelcol_processor_filter_/, 'left out on purpose'],
  [/^promhttp_metric_handler_errors/, 'a page of metrics, which is asked for again'],
  [/^otelcol_scraper_errored_/, 'what is asked does not answer: `up` tells'],
  [/^otelcol_connector_servicegraph_expired_edges/, 'drawn when the wait for their other side ends'],
  [/^(?:bank|cache|http|messaging)_/, 'the shop, not its telemetry'],
  [/^nodejs_|^process_/, 'the process'],
];

/** The metrics that any alert asks for. @param root the folder of the alerts */
export const alertedMetrics = (root: string): ReadonlySet<string> =>
  new Set(alertDefinitions(root).flatMap(({ expr }) => selectorsIn(expr).map(({ metric }) => metric)));
