import { inventory } from '@sightline/catalogue';
import type { PrometheusStore } from '@sightline/stores';

const shortestSeconds = 30;
const unknownSeconds = 300;
const lookedBackSeconds = 600;
/** A rate over fewer has gaps when a scrape is late. */
const scrapes = 4;

/**
 * What a rate is taken over, by how often what is there was scraped lately: over less than two scrapes there is none. `30s` where that is
 * enough, `5m` where nothing tells.
 */
export async function rateWindow(metrics: PrometheusStore, at: Date): Promise<string> {
  const often = `max(count_over_time({__name__=~"up|${inventory.spanCalls.name}"}[${lookedBackSeconds}s]))`;
  const [{ value: points } = { value: 0 }] = await metrics.query(often, at);
  if (!(points > 1)) return `${unknownSeconds}s`;
  return `${Math.max(shortestSeconds, Math.ceil((scrapes * lookedBackSeconds) / points))}s`;
}

/** The services that were heard of in the last hour, by their spans. */
export async function knownServices(metrics: PrometheusStore, at: Date): Promise<string[]> {
  const heard = await metrics.query(`group by (service_name) (last_over_time(${inventory.spanCalls.name}[1h]))`, at);
  return heard.flatMap(({ labels }) => labels.service_name ?? []);
}
