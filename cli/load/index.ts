export {
  type Between,
  countedBetween,
  orderCounts,
  paymentCounts,
  requestBuckets,
  requestCounts,
  spanCounts,
} from './counts';
export { KeptTraces } from './keep-traces';
export { showProgress } from './live-view';
export { loadText } from './load-text';
export { observeRun } from './observe-run';
export { inQuietShop } from './quiet-shop';
export { keptTrace, latestRun, readRun, runFileOf, writeRun } from './run-file';
