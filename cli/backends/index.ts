export { asItRuns } from './as-it-runs';
export { BackendError, type BackendErrorCode } from './backend-error';
export { flagSwitches, flagSwitchesQuery } from './flag-switches';
export { type LogQuery, LokiStore, type StoredLine, toLogLine } from './loki-store';
export { type Exemplar, type Point, PrometheusStore, type Range, type Sample, type Series } from './prometheus-store';
export { TempoStore, traceQl } from './tempo-store';
export {
  type Attributes,
  byStart,
  byTime,
  earlier,
  endOf,
  type LogLine,
  lastEnd,
  later,
  type Span,
  type SpanEvent,
  type SpanKind,
  type SpanStatus,
  type Trace,
} from './trace';
export type { FoundTrace, TraceSearch, TraceStore } from './trace-store';
export { ZipkinStore } from './zipkin-store';
