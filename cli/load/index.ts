export { showProgress } from './live-view';
export { loadText } from './load-text';
export { readRun, runFileOf, writeRun } from './run-file';
export { inQuietShop } from './quiet-shop';
