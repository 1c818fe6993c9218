import { collectorLosses } from './collector-losses';
import type { Examination } from './examination';
import type { Finding } from './finding';

/** The collector refused and dropped nothing while the order went through. */
export async function checkCollector({ connections, before }: Examination): Promise<Finding[]> {
  const running = await connections.metrics.sum('count({__name__=~"otelcol_process_uptime.*"})');
  if (running === 0) {
    const next = "the collector's own metrics: are they scraped?";
    return [{ hop: 'collector', state: 'broken', detail: 'it tells nothing about itself', next }];
  }
  const losses = await collectorLosses(connections.metrics);
  const count = losses.reduce((sum, loss) => sum + loss.count, 0);
  if (count <= before.losses) {
    const earlier = before.losses > 0 ? ` (${before.losses} earlier)` : '';
    return [{ hop: 'collector', state: 'ok', detail: `refused and dropped nothing${earlier}` }];
  }
  const detail = losses.map((loss) => `${loss.counter} of ${loss.by}: ${loss.count}`).join(', ');
  return [{ hop: 'collector', state: 'broken', detail, next: "the collector's log" }];
}
