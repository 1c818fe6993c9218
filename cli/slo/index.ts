export { backtestText } from './backtest-text';
export { gate, gateText } from './gate';
export { readSloStatus, type SloStatus } from './slo-status';
export { sloTable } from './slo-table';
