import type { PrometheusUnderTest } from '@sightline/collector/testing/prometheus-under-test';

type Values = ReadonlyMap<string, number>;

/** What dashboards and objectives are made of, by the labels of each value. */
export type Rates = ReadonlyMap<string, Values>;

const duration = 'traces_span_metrics_duration_seconds';
const ofRequests = '{span_kind="SPAN_KIND_SERVER"}';
const by = 'service_name, span_name';

const queries = {
  'calls and errors': `sum by (${by}, status_code) (traces_span_metrics_calls_total)`,
  'buckets of durations': `sum by (${by}, le) (${duration}_bucket)`,
  'sums of durations': `sum by (${by}) (${duration}_sum)`,
  p50: `histogram_quantile(0.5, sum by (${by}, le) (${duration}_bucket))`,
  p99: `histogram_quantile(0.99, sum by (${by}, le) (${duration}_bucket))`,
  'availability, by service': `1 - sum by (service_name) (traces_span_metrics_calls_total{status_code="STATUS_CODE_ERROR"}) / sum by (service_name) (traces_span_metrics_calls_total)`,
  'share of requests within 250 ms': `sum by (service_name) (${duration}_bucket{span_kind="SPAN_KIND_SERVER",le="0.25"}) / sum by (service_name) (${duration}_count${ofRequests})`,
  'edges of the graph': 'sum by (client, server) (traces_service_graph_request_total)',
};

export async function ratesOf(prometheus: PrometheusUnderTest): Promise<Rates> {
  const named = await Promise.all(
    Object.entries(queries).map(async ([name, query]) => {
      const found = await prometheus.query(query);
      return [name, new Map(found.map(({ labels, value }) => [JSON.stringify(labels), value]))] as const;
    }),
  );
  return new Map(named);
}

/** How far the second is from the first at most, in parts of the first; what only one of them has is as far as can be. */
export function compareRates(
  first: Rates,
  second: Rates,
): { readonly name: string; readonly compared: number; readonly apart: number }[] {
  return [...first].map(([name, values]) => {
    const others = second.get(name) ?? new Map<string, number>();
    const labels = [...new Set([...values.keys(), ...others.keys()])];
    const apart = labels.map((each) => relative(values.get(each), others.get(each)));
    return { name, compared: labels.length, apart: Math.max(0, ...apart) };
  });
}

function relative(first = Number.NaN, second = Number.NaN): number {
  if (first === second) return 0;
  const apart = Math.abs(second - first) / Math.abs(first);
  return Number.isNaN(apart) ? 1 : apart;
}
