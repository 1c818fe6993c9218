import { counterOf, gaugeOf, logEventOf, open } from './declare';
import { defineCatalogue } from './define';

/** Telemetry about telemetry: what was made, what left the process, what was lost on the way. */
export const telemetry = defineCatalogue({
  name: 'telemetry',
  metrics: {
    targetInfo: gaugeOf({
      name: 'target_info',
      description: 'The resource of this process, the same as on its traces and logs',
      unit: '1',
      labels: {
        service_name: open(1, 'checkout'),
        service_namespace: open(1, 'shop'),
        service_version: open(1, '0.1.0'),
        service_instance_id: open(1, 'checkout-1'),
        deployment_environment_name: open(1, 'local'),
      },
    }),
    logRecords: counterOf({
      name: 'telemetry_log_records_total',
      description: 'Log records written',
      unit: '{record}',
      labels: { level: ['debug', 'info', 'warn', 'error', 'fatal'] },
    }),
    logRecordsDropped: counterOf({
      name: 'telemetry_log_records_dropped_total',
      description: 'Log records that could not be delivered; they are still on standard output',
      unit: '{record}',
      labels: { reason: ['buffer_full', 'refused', 'unreachable'] },
    }),
    logRecordsSuppressed: counterOf({
      name: 'telemetry_log_records_suppressed_total',
      description: 'Log records left out because enough of their kind were written',
      unit: '{record}',
      labels: { event: open(16, 'cache.missed') },
    }),
    spansEnded: counterOf({
      name: 'telemetry_spans_ended_total',
      description: 'Sampled spans that ended',
      unit: '{span}',
    }),
    spansExported: counterOf({
      name: 'telemetry_spans_exported_total',
      description: 'Spans the collector took',
      unit: '{span}',
    }),
    spansDropped: counterOf({
      name: 'telemetry_spans_dropped_total',
      description: 'Spans that could not be delivered',
      unit: '{span}',
      labels: { reason: ['export_failed', 'queue_full'] },
    }),
    valuesRedacted: counterOf({
      name: 'telemetry_values_redacted_total',
      description: 'Values in which something secret or personal was found and replaced',
      unit: '{value}',
      labels: { signal: ['traces', 'logs'] },
    }),
    collectFailures: counterOf({
      name: 'telemetry_collect_failures_total',
      description: 'Values that could not be read at a scrape; the last ones stand, or the metric is left out',
      unit: '{read}',
      labels: { reason: ['failed', 'hung'] },
    }),
    attributesUndeclared: counterOf({
      name: 'telemetry_attributes_undeclared_total',
      description:
        'Span attributes that no catalogue declares: kept back, or let out by SIGHTLINE_UNDECLARED_ATTRIBUTES',
      unit: '{attribute}',
      labels: { outcome: ['dropped', 'kept'] },
    }),
  },
  attributes: {
    'setting.name': { type: 'string', description: 'The environment variable' },
    'setting.value': { type: 'string', description: 'What came, redacted' },
    'setting.accepted': { type: 'string', description: 'What is accepted' },
    'metric.name': { type: 'string', description: 'The metric whose values could not be read' },
    'setting.default': { type: 'string', description: 'What is used instead' },
  },
  logEvents: {
    settingIgnored: logEventOf({
      name: 'telemetry.setting_ignored',
      level: 'warn',
      message: 'A telemetry setting is not accepted, its default is used',
      description: 'A bad OTEL_* variable, once per start',
      attributes: ['setting.name', 'setting.value', 'setting.accepted', 'setting.default'],
    }),
    partFailed: logEventOf({
      name: 'telemetry.part_failed',
      level: 'error',
      message: 'A part of the telemetry could not start; the service runs without it',
      description: 'Tracing, logging or metrics, with the error',
      attributes: [],
    }),
    collectFailed: logEventOf({
      name: 'telemetry.collect_failed',
      level: 'warn',
      message: 'The values of a metric cannot be read',
      description: 'A read at a scrape that fails or takes too long; see telemetry_collect_failures_total',
      attributes: ['metric.name'],
      atMost: { burst: 10, perSecond: 0.1 },
    }),
    hookFailed: logEventOf({
      name: 'telemetry.hook_failed',
      level: 'error',
      message: 'What the service adds to its telemetry failed; the request is answered all the same',
      description: 'The `completed` of the telemetry module threw, with its error',
      attributes: [],
      atMost: { burst: 10, perSecond: 0.1 },
    }),
    sdkMessage: logEventOf({
      name: 'telemetry.sdk_message',
      level: 'info',
      alsoAt: ['debug', 'warn', 'error'],
      message: 'OpenTelemetry message',
      description: 'A line of the OpenTelemetry SDK; its own text takes the place of the message',
      attributes: [],
    }),
    metricsPushFailing: logEventOf({
      name: 'telemetry.metrics_push_failing',
      level: 'warn',
      message: 'Metrics cannot be delivered to the collector',
      description:
        'Once when it begins; counters and histograms go on, and what they count meanwhile is delivered later',
      attributes: [],
    }),
    metricsPushRecovered: logEventOf({
      name: 'telemetry.metrics_push_recovered',
      level: 'info',
      message: 'Metrics are delivered to the collector again',
      description: 'Once when it ends',
      attributes: [],
    }),
    exportFailing: logEventOf({
      name: 'telemetry.export_failing',
      level: 'warn',
      message: 'Spans cannot be delivered to the collector',
      description: 'Once when it begins; see telemetry_spans_dropped_total',
      attributes: [],
    }),
    exportRecovered: logEventOf({
      name: 'telemetry.export_recovered',
      level: 'info',
      message: 'Spans are delivered to the collector again',
      description: 'Once when it ends',
      attributes: [],
    }),
  },
});
