export { backtestText } from './backtest-text';
export { readSloStatus, type SloStatus } from './slo-status';
export { nameOf, percent, sloTable } from './slo-table';
