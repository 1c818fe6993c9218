import { counterOf, gaugeOf, logEventOf, open } from './declare';

const emittedBy = ['order', 'payment'] as const;

/** Telemetry about telemetry: what was made, what left the process, what was lost on the way. */
export const telemetry = {
  metrics: {
    targetInfo: gaugeOf({
      name: 'target_info',
      description: 'The resource of this process, the same as on its traces and logs',
      unit: '1',
      labels: {
        service_name: open(1, 'order'),
        service_namespace: open(1, 'sightline'),
        service_version: open(1, '0.1.0'),
        service_instance_id: open(1, 'order-1'),
        deployment_environment_name: open(1, 'local'),
      },
      emittedBy,
    }),
    logRecords: counterOf({
      name: 'telemetry_log_records_total',
      description: 'Log records written',
      unit: '{record}',
      labels: { level: ['debug', 'info', 'warn', 'error', 'fatal'] },
      emittedBy,
    }),
    logRecordsDropped: counterOf({
      name: 'telemetry_log_records_dropped_total',
      description: 'Log records that could not be delivered; they are still on standard output',
      unit: '{record}',
      labels: { reason: ['buffer_full', 'refused', 'unreachable'] },
      emittedBy,
    }),
    logRecordsSuppressed: counterOf({
      name: 'telemetry_log_records_suppressed_total',
      description: 'Log records left out because enough of their kind were written',
      unit: '{record}',
      labels: { event: open(16, 'product.shown') },
      emittedBy,
    }),
    spansEnded: counterOf({
      name: 'telemetry_spans_ended_total',
      description: 'Sampled spans that ended',
      unit: '{span}',
      emittedBy,
    }),
    spansExported: counterOf({
      name: 'telemetry_spans_exported_total',
      description: 'Spans the collector took',
      unit: '{span}',
      emittedBy,
    }),
    spansDropped: counterOf({
      name: 'telemetry_spans_dropped_total',
      description: 'Spans that could not be delivered',
      unit: '{span}',
      labels: { reason: ['export_failed', 'queue_full'] },
      emittedBy,
    }),
    valuesRedacted: counterOf({
      name: 'telemetry_values_redacted_total',
      description: 'Values in which something secret or personal was found and replaced',
      unit: '{value}',
      labels: { signal: ['traces', 'logs'] },
      emittedBy,
    }),
    attributesUndeclared: counterOf({
      name: 'telemetry_attributes_undeclared_total',
      description: 'Span attributes kept back because the catalogue does not know them',
      unit: '{attribute}',
      emittedBy,
    }),
  },
  spans: {},
  attributes: {
    'setting.name': { type: 'string', description: 'The environment variable' },
    'setting.value': { type: 'string', description: 'What came, redacted' },
    'setting.accepted': { type: 'string', description: 'What is accepted' },
    'setting.default': { type: 'string', description: 'What is used instead' },
  },
  logEvents: {
    settingIgnored: logEventOf({
      name: 'telemetry.setting_ignored',
      level: 'warn',
      message: 'A telemetry setting is not accepted, its default is used',
      description: 'A bad OTEL_* variable, once per start',
      attributes: ['setting.name', 'setting.value', 'setting.accepted', 'setting.default'],
      emittedBy,
    }),
    partFailed: logEventOf({
      name: 'telemetry.part_failed',
      level: 'error',
      message: 'A part of the telemetry could not start; the service runs without it',
      description: 'Tracing, logging or metrics, with the error',
      attributes: [],
      emittedBy,
    }),
    sdkMessage: logEventOf({
      name: 'telemetry.sdk_message',
      level: 'info',
      alsoAt: ['debug', 'warn', 'error'],
      message: 'OpenTelemetry message',
      description: 'A line of the OpenTelemetry SDK; its own text takes the place of the message',
      attributes: [],
      emittedBy,
    }),
    exportFailing: logEventOf({
      name: 'telemetry.export_failing',
      level: 'warn',
      message: 'Spans cannot be delivered to the collector',
      description: 'Once when it begins; see telemetry_spans_dropped_total',
      attributes: [],
      emittedBy,
    }),
    exportRecovered: logEventOf({
      name: 'telemetry.export_recovered',
      level: 'info',
      message: 'Spans are delivered to the collector again',
      description: 'Once when it ends',
      attributes: [],
      emittedBy,
    }),
  },
} as const;
