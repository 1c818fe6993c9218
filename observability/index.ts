export {
  type AttributeName,
  type AttributesOf,
  attributes,
  type CounterDeclaration,
  catalogue,
  type GaugeDeclaration,
  type HistogramDeclaration,
  inventory,
  type LabelsOf,
  type LogEventDeclaration,
  type LogLevel,
  logEvents,
  type MetricDeclaration,
  metrics,
  otherValue,
  type SpanDeclaration,
  spans,
} from './catalogue/index';
export { shiftClock } from './clock';
export { type Guard, liftGuard } from './guards';
export { emit, emitAt } from './logging/emit';
export { type CounterHandle, counter } from './metrics/counter';
export { type GaugeHandle, gauge, type Sample } from './metrics/gauge';
export { type HistogramHandle, histogram } from './metrics/histogram';
export { redactText } from './redaction/redact';
export { shutdownTelemetry, startTelemetry, type Telemetry } from './start';
export { baggageEntry, faultsEntry, withBaggage } from './tracing/baggage';
export {
  type Carrier,
  captureContext,
  carriesContext,
  currentTraceId,
  runInContext,
  withCarriedBaggage,
} from './tracing/carrier';
export { type FlagEvaluation, recordFlagEvaluation } from './tracing/flag-evaluation';
export { type BatchProducer, type HeaderValue, type OutgoingRecord, publishRecords } from './tracing/publish-records';
export { type PastSpan, recordSpan } from './tracing/record-span';
export { failCurrentSpan } from './tracing/span-error';
export { type SpanHandle, type SpanOptions, withSpan } from './tracing/with-span';
export { withoutSpans } from './tracing/without-spans';
