export {
  type AttributeDeclaration,
  type AttributesOf,
  type Catalogue,
  type CounterDeclaration,
  composeCatalogues,
  counterOf,
  defineCatalogue,
  type GaugeDeclaration,
  gaugeOf,
  type HistogramDeclaration,
  histogramOf,
  InvalidCatalogue,
  type LabelsOf,
  type LogEventDeclaration,
  type LogLevel,
  libraryCatalogue,
  logEventOf,
  type MetricDeclaration,
  open,
  otherValue,
  type SpanDeclaration,
  spanOf,
} from './catalogue/index';
export { hookLimits, type LimitHooks } from './limits';
export { emit, emitAt } from './logging/emit';
export { type CounterHandle, counter } from './metrics/counter';
export { type GaugeHandle, gauge, type Sample } from './metrics/gauge';
export { type HistogramHandle, histogram } from './metrics/histogram';
export { redactText } from './redaction/redact';
export { shutdownTelemetry, startTelemetry, type Telemetry } from './start';
export { baggageEntry, carryInEvents, withBaggage } from './tracing/baggage';
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
