import type { Connections } from '../connections';
import { byComponent } from './component-name';
import { biggest, type Contributor } from './contributor';

export interface MetricCost {
  readonly series: number;
  readonly samplesPerSecond: number;
  /** By the name of the metric. */
  readonly families: readonly Contributor[];
  /** Of each service; those that no service tells are under ''. */
  readonly services: readonly ServiceSeries[];
}

export interface ServiceSeries {
  readonly service: string;
  readonly instances: number;
  readonly series: number;
}

const all = '{__name__!=""}';

/** How many series there are now, and how often they get a sample. */
export async function readMetricCost(
  { metrics }: Pick<Connections, 'metrics'>,
  { at, rateSeconds }: { readonly at: Date; readonly rateSeconds: number },
): Promise<MetricCost> {
  const by = 'by (service_name, job)';
  const instance = 'by (service_name, job, service_instance_id, instance)';
  const [families, services, instances, appended] = await Promise.all([
    metrics.query(`count by (__name__) (${all})`, at),
    metrics.query(`count ${by} (${all})`, at),
    metrics.query(`count ${by} (count ${instance} (${all}))`, at),
    metrics.query(`sum(rate(prometheus_tsdb_head_samples_appended_total[${rateSeconds}s]))`, at),
  ]);
  const series = families.reduce((sum, { value }) => sum + value, 0);
  const instancesOf = byComponent(instances);
  const samplesPerSecond = appended[0]?.value ?? (await countedSamples({ metrics }, { at, rateSeconds }));
  return {
    series,
    samplesPerSecond,
    families: biggest(
      byFamily(families.map(({ labels, value }) => ({ name: labels.__name__ ?? '', count: value }))),
      'count',
    ),
    services: [...byComponent(services)].map(([service, series]) => ({
      service,
      instances: instancesOf.get(service) ?? 1,
      series,
    })),
  };
}

/** A histogram is one family, of which its buckets, sum and count are series. */
export function byFamily(metrics: readonly { readonly name: string; readonly count: number }[]) {
  const histograms = new Set(
    metrics.flatMap(({ name }) => (/^(.+)_bucket$/.exec(name)?.[1] ? [name.slice(0, -7)] : [])),
  );
  const families = new Map<string, number>();
  for (const { name, count } of metrics) {
    const base = name.replace(/_(bucket|sum|count)$/, '');
    const family = histograms.has(base) ? base : name;
    families.set(family, (families.get(family) ?? 0) + count);
  }
  return [...families].map(([name, count]) => ({ name, count }));
}

/** Where it does not count what it appends, its samples of the last while are counted. */
const countedSamples = async (
  { metrics }: Pick<Connections, 'metrics'>,
  { at, rateSeconds }: { readonly at: Date; readonly rateSeconds: number },
) => ((await metrics.query(`sum(count_over_time(${all}[${rateSeconds}s]))`, at))[0]?.value ?? 0) / rateSeconds;
