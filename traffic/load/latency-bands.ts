/**
 * Bands of latency for what is kept of every second: ten to each power of ten, from a tenth of a millisecond to 100 s. Finer than
 * an eye tells apart on a heat map, and few enough to keep an hour of them.
 */
const perDecade = 10;
const lowestMs = 0.1;
export const bandCount = 6 * perDecade;

export const bandOf = (ms: number) =>
  Math.min(bandCount - 1, Math.max(0, Math.floor(Math.log10(ms / lowestMs) * perDecade)));

/** Where a band begins, in milliseconds; the one after the last says where the last ends. */
export const bandStart = (band: number) => lowestMs * 10 ** (band / perDecade);

/**
 * The latency in milliseconds that this share of the counted, from 0 to 1, does not exceed; 0 when there are none. Within a band they
 * are taken to lie evenly, as `histogram_quantile` of Prometheus does.
 */
export function bandQuantile(counts: readonly number[], share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  if (wanted === 0) return 0;
  let below = 0;
  let band = 0;
  while (below + (counts[band] ?? wanted) < wanted) below += counts[band++] ?? 0;
  const within = (wanted - below) / (counts[band] || 1);
  return bandStart(band) + within * (bandStart(band + 1) - bandStart(band));
}
