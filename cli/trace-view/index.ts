export { traceView } from './trace-view';
