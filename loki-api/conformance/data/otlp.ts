import { parse } from 'protobufjs';
import type { Attributes, MadeRecord, Value } from './record';

/** The part of opentelemetry-proto (`opentelemetry/proto/logs/v1`, v1.7) that is sent. */
const { root } = parse(`
  syntax = "proto3";
  message AnyValue {
    oneof value {
      string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
      ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
  message LogRecord {
    fixed64 time_unix_nano = 1; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5;
    repeated KeyValue attributes = 6; uint32 dropped_attributes_count = 7; fixed32 flags = 8;
    bytes trace_id = 9; bytes span_id = 10; fixed64 observed_time_unix_nano = 11;
  }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message LogsData { repeated ResourceLogs resource_logs = 1; }
`);
const LogsData = root.lookupType('LogsData');

/**
 * An OTLP request in protobuf.
 *
 * @param base nanoseconds since 1970
 * @param collected as the collector's layer for VictoriaLogs sends it: fields that VictoriaLogs does not keep, as attributes
 */
export function encode(records: readonly MadeRecord[], base: bigint, { collected = false } = {}): Uint8Array {
  const resourceLogs = records
    .map((each) => (collected ? asCollected(each) : each))
    .map((record) => ({
      resource: { attributes: keyValues(record.resource) },
      scopeLogs: [
        {
          scope: { ...record.scope, attributes: keyValues(record.scope?.attributes) },
          logRecords: [logRecord(record, base)],
        },
      ],
    }));
  return LogsData.encode(LogsData.fromObject({ resourceLogs })).finish();
}

const asCollected = (record: MadeRecord): MadeRecord => ({
  ...record,
  body: textOf(record.body),
  attributes: {
    ...record.attributes,
    ...(record.observedNanos && { observed_timestamp: record.observedNanos }),
    ...(record.trace?.flags && { flags: String(record.trace.flags) }),
    ...(record.droppedAttributes && { dropped_attributes_count: String(record.droppedAttributes) }),
  },
});

const textOf = (body: Value) => (typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body));

const logRecord = (record: MadeRecord, base: bigint) => ({
  timeUnixNano: String(base + BigInt(record.at)),
  severityNumber: record.severity?.number ?? 0,
  severityText: record.severity?.text ?? '',
  body: anyValue(record.body),
  attributes: keyValues(record.attributes),
  droppedAttributesCount: record.droppedAttributes ?? 0,
  flags: record.trace?.flags ?? 0,
  traceId: bytes(record.trace?.traceId),
  spanId: bytes(record.trace?.spanId),
  observedTimeUnixNano: record.observedNanos ?? '0',
});

const bytes = (hex = '') => new Uint8Array(Buffer.from(hex, 'hex'));

const keyValues = (attributes: Attributes = {}) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

function anyValue(value: Value): object {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value instanceof Uint8Array) return { bytesValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value as Attributes) } };
}
