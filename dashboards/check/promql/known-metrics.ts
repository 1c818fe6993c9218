import { inventory, metrics } from '@sightline/catalogue';
import type { Declared } from '../../queries/promql';

const resourceLabels = [
  'service_name',
  'service_namespace',
  'service_version',
  'service_instance_id',
  'deployment_environment_name',
];

export interface KnownMetric {
  readonly declared: Declared;
  /** What the suffix of a histogram's series counts; the metric itself otherwise. */
  readonly part: 'value' | 'bucket' | 'sum' | 'count';
  readonly labels: ReadonlySet<string>;
}

/** Every series that may be named: the catalogue's, the collector's and the engines', and what rules record. */
export const knownMetrics: ReadonlyMap<string, KnownMetric> = new Map(
  Object.values({ ...metrics, ...inventory }).flatMap((declared: Declared) => {
    const labels = [
      ...(Array.isArray(declared.labels) ? declared.labels : Object.keys(declared.labels)),
      ...resourceLabels,
    ];
    const known = (suffix: string, part: KnownMetric['part'], more: readonly string[] = []) =>
      [`${declared.name}${suffix}`, { declared, part, labels: new Set([...labels, ...more]) }] as const;
    return declared.type === 'histogram'
      ? [known('_bucket', 'bucket', ['le']), known('_sum', 'sum'), known('_count', 'count')]
      : [known('', 'value')];
  }),
);
