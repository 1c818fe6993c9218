import { inventory, metrics } from '@sightline/catalogue';
import type { KnownMetric, MetricCatalogue } from './compiler/validate/metric-catalogue';

/** The labels the collector gives to every series of a service. */
const resourceLabels = [
  'service_name',
  'service_namespace',
  'service_version',
  'service_instance_id',
  'deployment_environment_name',
];

/** The platform's telemetry catalogue, by the names its series have in Prometheus. */
export function telemetryCatalogue(): MetricCatalogue {
  const known = new Map<string, KnownMetric>();
  const declare = (name: string, type: string, metric: KnownMetric) => {
    const names = type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
    for (const series of names) known.set(series, metric);
  };
  for (const metric of Object.values(metrics)) {
    const labels = [...Object.keys(metric.labels), ...resourceLabels];
    declare(metric.name, metric.type, { labels, ...('buckets' in metric && { buckets: metric.buckets }) });
  }
  for (const { name, type, labels } of Object.values(inventory))
    declare(name, type, { labels: [...labels, ...resourceLabels] });
  return known;
}
