import { metrics } from '@sightline/catalogue';
import { asItRuns } from '@sightline/stores';
import type { Order } from '@sightline/traffic';
import type { Connections } from '../connections';
import { collectorLosses } from './collector-losses';

/** The counters that one paid order moves, and who is asked when one does not. */
export const movingMetrics = [
  { metric: metrics.ordersTotal, labels: '{status="paid"}' },
  { metric: metrics.paymentsTotal, labels: '{status="captured"}' },
] as const;

/** What the checks of one run of the doctor work on. */
export interface Examination {
  readonly connections: Connections;
  readonly order: Order;
  readonly traceId: string;
  readonly placedAt: Date;
  /** What the counters said before the order was placed. */
  readonly before: Readings;
}

export interface Readings {
  readonly counters: readonly number[];
  readonly losses: number;
}

export async function readings({ metrics: store }: Connections): Promise<Readings> {
  const [losses, ...counters] = await Promise.all([
    collectorLosses(store),
    ...movingMetrics.map(({ metric, labels }) => store.sum(asItRuns(`${metric.name}${labels}`))),
  ]);
  return { counters, losses: losses.reduce((sum, { count }) => sum + count, 0) };
}
