import { Gauge } from 'prom-client';
import { metrics } from '../catalogue/index';
import type { Resource } from '../settings/resource';
import { registry } from './registry';

/** The resource as OpenMetrics has it: the collector puts these attributes on every series of the process. */
export function describeTarget(resource: Resource): void {
  const labels = Object.fromEntries(Object.entries(resource).map(([key, value]) => [key.replace(/\W/g, '_'), value]));
  const { name, description } = metrics.targetInfo;
  if (registry.getSingleMetric(name)) return;
  new Gauge({ name, help: description, labelNames: Object.keys(labels), registers: [registry] }).set(labels, 1);
}
