export { type TraceViewOptions, traceView } from './trace-view';
