import type { Exemplar } from '@sightline/stores';
import type { Connections } from '../connections';
import type { Window } from './part';
import { judge } from './part';
import { sampleSize } from './sample-size';
import type { StoredTraces } from './stored-traces';

/** Of others, whatever has some: counters and native histograms, too. */
const withExemplars = (ofShop: boolean) =>
  ofShop ? '{__name__=~".+_bucket",service_name=~"order|payment"}' : '{__name__!=""}';

export const exemplarsPromise = 'exemplars that open a trace';

/** Every exemplar names a trace that is stored. */
export async function scoreExemplars(connections: Connections, stored: StoredTraces, window: Window) {
  const all = await connections.metrics.exemplars(withExemplars(connections.has('shop')), window);
  const newest = distinct(all)
    .sort((a, b) => b.time.getTime() - a.time.getTime())
    .slice(0, sampleSize.exemplars);
  return judge(exemplarsPromise, newest, async ({ series, traceId }) => {
    if (!traceId) return `an exemplar of ${series.__name__} names no trace`;
    return (await stored.spans(traceId)) ? undefined : `${series.__name__} points to ${traceId}, which is not stored`;
  });
}

/** A service repeats its exemplar at every scrape until a newer one takes its place. */
function distinct(exemplars: readonly Exemplar[]): Exemplar[] {
  return [
    ...new Map(exemplars.map((exemplar) => [`${exemplar.series.__name__} ${exemplar.traceId}`, exemplar])).values(),
  ];
}
