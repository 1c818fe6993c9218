export { backtestText } from './backtest-text';
export { gate, gateText } from './gate';
export { readSloStatus } from './slo-status';
export { sloTable } from './slo-table';
