import { metrics } from '@sightline/catalogue';
import { asItRuns, type PrometheusStore } from '@sightline/stores';

export interface Between {
  readonly since: Date;
  readonly until: Date;
}

type Store = Pick<PrometheusStore, 'query'>;

/**
 * By how much counters went up between two moments: exactly, unlike `increase`, which extrapolates to the ends of its window. A
 * process that was started again meanwhile counts from 0, so less is counted then, never more.
 */
export async function countedBetween(
  store: Store,
  { series, by = [] }: { readonly series: string; readonly by?: readonly string[] },
  { since, until }: Between,
) {
  // Else the last count of a process that has ended would be taken for the beginning of the one that took its place.
  const sum = `sum by (${by}) (${asItRuns(series)})`;
  const [before, after] = await Promise.all([store.query(sum, since), store.query(sum, until)]);
  const key = (labels: Readonly<Record<string, string>>) => JSON.stringify(by.map((name) => labels[name]));
  const known = new Map(before.map(({ labels, value }) => [key(labels), value]));
  return after.map(({ labels, value }) => ({ labels, value: value - (known.get(key(labels)) ?? 0) }));
}

const total = (samples: readonly { readonly value: number }[]) => samples.reduce((sum, { value }) => sum + value, 0);

/** What a shop is asked for; not how it is watched. */
const routes = 'http_route=~"/(products|carts|orders).*"';

export const requestCounts = async (store: Store, between: Between) =>
  total(
    await countedBetween(
      store,
      { series: `${metrics.httpServerRequestDuration.name}_count{service_name="order",${routes}}` },
      between,
    ),
  );

export const spanCounts = async (store: Store, between: Between) =>
  total(
    await countedBetween(
      store,
      { series: `traces_span_metrics_calls_total{service_name="order",span_kind="SPAN_KIND_SERVER",${routes}}` },
      between,
    ),
  );

/** By the upper bound in seconds of each bucket: how many requests took no longer. */
export const requestBuckets = async (store: Store, between: Between) =>
  (
    await countedBetween(
      store,
      { series: `${metrics.httpServerRequestDuration.name}_bucket{service_name="order",${routes}}`, by: ['le'] },
      between,
    )
  ).map(({ labels, value }) => ({
    le: Number(labels.le === '+Inf' ? Number.POSITIVE_INFINITY : labels.le),
    count: value,
  }));

export async function orderCounts(store: Store, between: Between) {
  const counts = await countedBetween(store, { series: metrics.ordersTotal.name, by: ['status'] }, between);
  const of = (status: string) => total(counts.filter(({ labels }) => labels.status === status));
  return { placed: of('pending'), paid: of('paid'), cancelled: of('cancelled') };
}

export async function paymentCounts(store: Store, between: Between) {
  const counts = await countedBetween(store, { series: metrics.paymentsTotal.name, by: ['status'] }, between);
  const of = (status: string) => total(counts.filter(({ labels }) => labels.status === status));
  return { captured: of('captured'), declined: of('declined'), failed: of('failed') };
}
