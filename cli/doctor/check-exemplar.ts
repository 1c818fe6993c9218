import { metrics } from '@sightline/catalogue';
import { waitUntil } from '@sightline/stores';
import type { Examination } from './examination';
import { arrived, type Finding } from './finding';

const limits = { expectedMs: 8000, withinMs: 20_000 };
const series = `${metrics.httpServerRequestDuration.name}_bucket{http_request_method="POST",http_route="/orders"}`;

/** The latency histogram leads to a trace: an exemplar made since the order was placed opens in the trace store. */
export async function checkExemplar({ connections, placedAt }: Examination): Promise<Finding[]> {
  let seen = 'no exemplar yet';
  const { value, ms } = await waitUntil(
    async () => {
      const exemplars = await connections.metrics.exemplars(series, { since: placedAt });
      for (const { traceId } of exemplars) {
        seen = `exemplars point to ${traceId ?? 'no trace'}, which is not stored`;
        if (traceId && (await connections.traces.spans(traceId))) return traceId;
      }
      return undefined;
    },
    { withinMs: limits.withinMs, everyMs: 250 },
  );
  const finding = arrived('exemplar', {
    ms,
    limits,
    seen: value !== undefined,
    detail: value ? `a bucket of the latency histogram opens trace ${value}` : seen,
    next: "order's /metrics (OpenMetrics, with exemplars?), then Prometheus' flag for exemplar storage",
  });
  return [finding];
}
