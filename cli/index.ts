export {
  type Attributes,
  BackendError,
  type BackendErrorCode,
  byStart,
  byTime,
  type Exemplar,
  endOf,
  type FoundTrace,
  type LogLine,
  type LogQuery,
  LokiStore,
  lastEnd,
  PrometheusStore,
  type Sample,
  type Span,
  type SpanEvent,
  type SpanKind,
  type SpanStatus,
  type StoredLine,
  TempoStore,
  type Trace,
  type TraceSearch,
  type TraceStore,
  ZipkinStore,
} from './backends';
export { connectToPlatform } from './connect';
export { type Connections, type ConnectOptions, connections } from './connections';
export { type Diagnosis, diagnose, type Finding } from './doctor';
export {
  type ExpectedHop,
  eventOf,
  type FoundHop,
  finalOrder,
  findHops,
  idIn,
  linesWithoutSpans,
  orderJourney,
  readTrace,
  traceJson,
  wholeTrace,
} from './follow';
export { type Freshness, measureFreshness } from './freshness';
export { inLanes } from './in-lanes';
export { incidentPlatform } from './incident';
export { type Part, type Score, score } from './score';
export { type PlacedOrder, type PlaceOrderOptions, placeOrder } from './shop/place-order';
export { failures, type SpanNode, type SpanTree, spanTree, walk } from './trace-view';
export { type Waited, type WaitOptions, waitUntil } from './wait-until';
