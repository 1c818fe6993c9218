import { metrics } from '@sightline/catalogue';
import { matches, rate, sum, value } from './promql';

const chosen = { service_name: matches('$service') };

/** Node.js and its process, one series per instance. */
export const eventLoopDelay = value(metrics.eventLoopDelayP99, chosen);
export const eventLoopUtilization = value(metrics.eventLoopUtilization, chosen);
export const cpu = rate(metrics.processCpu, chosen);
export const memory = value(metrics.processResidentMemory, chosen);
export const heapUsed = sum(value(metrics.heapUsed, chosen), ['service_instance_id']);
export const heapLimit = sum(value(metrics.heapLimit, chosen), ['service_instance_id']);

/** The share of time the process stood still to collect garbage. */
export const gcShare = sum(`rate(${metrics.gcDuration.name}_sum{service_name=~"$service"}[$__rate_interval])`, [
  'service_instance_id',
  'v8js_gc_type',
]);
