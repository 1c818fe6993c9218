import { inventory, metrics } from '@sightline/catalogue';
import { average, max, sum, value } from './promql';

/** Shares of the machine in use; its own dashboard is written in jsonnet. */
export const cpuBusy = `1 - ${average(value(inventory.hostCpu, { state: 'idle' }))}`;
export const memoryUsed = sum(value(inventory.hostMemoryShare, { state: 'used' }));
export const eventLoops = max(value(metrics.eventLoopUtilization), ['service_name']);
