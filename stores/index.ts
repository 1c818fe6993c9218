export {
  Alertmanager,
  type KnownAlert,
  type PostedAlert,
  type Silence,
  silenceSchema,
  type Told,
} from './alertmanager/alertmanager';
export { concurrently } from './concurrently';
export { type DataSource, type FoundBoard, Grafana, throughGrafana } from './grafana/grafana';
export { type About, type Answering, mostClockApartMs } from './http/about';
export { type Access, expandedHome, isSecretName, type Place, type Secret } from './http/access';
export { Backend } from './http/backend';
export { BackendError, type BackendErrorCode } from './http/backend-error';
export { type Certified, fetchOver } from './http/fetch-over';
export { plainText } from './http/plain-text';
export { JaegerStore } from './jaeger/jaeger-store';
export { spanIdOf, traceIdOf } from './loki/line-ids';
export { type LogQuery, type LogStream, LokiStore, type StoredLine } from './loki/loki-store';
export { OtlpSender, type OtlpSignal } from './otlp/otlp-sender';
export { type AnswerTime, type Clients, clientsOf } from './platform/clients';
export { type Part, type Platform, parts } from './platform/platform';
export { asItRuns } from './prometheus/as-it-runs';
export type { Labels, Point, Range, Sample, Series } from './prometheus/evaluation';
export {
  type ActiveAlert,
  type AlertRule,
  type Exemplar,
  PrometheusStore,
  type RecordedBy,
  type SeriesOf,
} from './prometheus/prometheus-store';
export { serviceGraphCalls, spanMetricCalls } from './prometheus/span-metric-names';
export { findSpanMetrics, type SpanLabel, type SpanMetricNames, SpanMetrics } from './prometheus/span-metrics';
export { TempoStore } from './tempo/tempo-store';
export { type ConventionalName, conventional } from './trace/conventions';
export { criticalPath, type Segment } from './trace/critical-path';
export { type Failure, type FailureOutcome, failures, reasonOf } from './trace/failures';
export { lineSize } from './trace/line-size';
export { idIn, type PastedId } from './trace/pasted-id';
export { linesWithoutSpans, readTrace, type Stored } from './trace/read-trace';
export { spanSize } from './trace/span-size';
export { type SpanNode, type SpanTree, spanTree, walk } from './trace/span-tree';
export {
  type Attributes,
  endOf,
  type LogLine,
  lastEnd,
  type Span,
  type SpanEvent,
  type SpanKind,
  type SpanStatus,
  type Trace,
} from './trace/trace';
export { traceJson } from './trace/trace-json';
export type { FoundTrace, TraceSearch, TraceStore } from './trace/trace-store';
export { traceStoreOf } from './trace/trace-store-of';
export { type Waited, type WaitOptions, waitUntil } from './wait-until';
export { ZipkinStore } from './zipkin/zipkin-store';
