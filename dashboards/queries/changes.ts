import { inventory, metrics } from '@sightline/catalogue';
import { count, matches, rate, shifted, sum, value } from './promql';

const requests = sum(rate(metrics.httpServerRequestDuration, { service_name: matches('$service') }), ['service_name']);

/** What is different from before. */
export const alerts = count(value(inventory.alerts), ['alertname', 'severity', 'alertstate']);
export const runningFor = `time() - max by (service_name, service_version, service_instance_id) (${value(metrics.processStartTime, { service_namespace: 'sightline', service_name: matches('$service') })})`;
export const traffic = { now: requests, before: shifted(requests, '10m') };
