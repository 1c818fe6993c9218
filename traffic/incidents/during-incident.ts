import { fetchOver } from '@sightline/stores';
import { OrderApi } from '../order-api';
import { overFetch } from '../over-fetch';
import type { Incident } from './incident';
import { playLoad } from './load';
import type { IncidentPlatform } from './platform';
import { startIncident, stopIncident } from './switch-cause';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does something while the incident lasts, under the traffic it needs. However that ends, also by Ctrl-C, the cause is switched
 * off again before this returns; `work` sees by its signal that it is called off.
 */
export async function duringIncident<Result>(
  incident: Incident,
  platform: IncidentPlatform,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of SIGNALS) process.on(signal, end);
  const shop = new OrderApi({
    url: platform.url('order'),
    apiKey: platform.shopperKey,
    transport: overFetch(fetchOver(platform.own)),
  });
  let load: Promise<void> | undefined;
  try {
    await startIncident(incident, platform);
    if (incident.load) load = playLoad(incident.load, { shop, signal: ending.signal });
    return await work(ending.signal);
  } finally {
    end();
    await stopIncident(incident, platform);
    await load;
    for (const signal of SIGNALS) process.removeListener(signal, end);
  }
}
