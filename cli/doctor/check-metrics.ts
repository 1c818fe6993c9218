import { asItRuns, waitUntil } from '@sightline/stores';
import { type Examination, movingMetrics } from './examination';
import { arrived, type Finding } from './finding';

const limits = { expectedMs: 8000, withinMs: 20_000 };

/** The business counters moved when the order was paid. */
export function checkMetrics(examination: Examination): Promise<Finding[]> {
  return Promise.all(movingMetrics.map((_, index) => checkCounter(examination, index)));
}

async function checkCounter({ connections, before }: Examination, index: number): Promise<Finding> {
  const { metric, labels } = movingMetrics[index] ?? movingMetrics[0];
  const query = `${metric.name}${labels}`;
  const earlier = before.counters[index] ?? 0;
  const { value, ms } = await waitUntil(
    async () => {
      const now = await connections.metrics.sum(asItRuns(query));
      return now > 0 && now !== earlier ? now : undefined;
    },
    { withinMs: limits.withinMs, everyMs: 250 },
  );
  return arrived(`metric ${metric.name}`, {
    ms,
    limits,
    seen: value !== undefined,
    detail: `${query} ${change(earlier, value)}`,
    next: 'the /metrics page of the service, then `up` in Prometheus, then the collector',
  });
}

function change(earlier: number, now: number | undefined): string {
  if (now === undefined) return `stays at ${earlier}`;
  return now > earlier ? `went from ${earlier} to ${now}` : `went to ${now}, in a process that has begun since`;
}
