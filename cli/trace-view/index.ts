export { criticalPath, type Segment } from './critical-path';
export { type Failure, type FailureOutcome, failures, reasonOf } from './failures';
export { type SpanNode, type SpanTree, spanTree, walk } from './span-tree';
export { type TraceViewOptions, traceView } from './trace-view';
