import { Gauge } from 'prom-client';
import { metrics } from '../catalogue/library';
import type { Resource } from '../settings/resource';
import { registry } from './registry';

/** The resource as OpenMetrics has it: the collector puts these attributes on every series of the process. */
export function describeTarget(resource: Resource): void {
  const labels = Object.fromEntries(Object.entries(resource).map(([key, value]) => [labelName(key), value]));
  const { name, description } = metrics.targetInfo;
  if (registry.getSingleMetric(name)) return;
  new Gauge({ name, help: description, labelNames: Object.keys(labels), registers: [registry] }).set(labels, 1);
}

/** As Prometheus spells it: letters, digits and underscores, no digit and no double underscore first. */
const labelName = (key: string) => key.replace(/\W/g, '_').replace(/^(?=\d)|^__+/, '_');
