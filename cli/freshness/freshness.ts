import { setTimeout as sleep } from 'node:timers/promises';
import type { Connections } from '../connections';
import { type Distribution, distributionOf } from './distribution';
import { sendOwn } from './of-probe';
import { askShop, shopAims } from './of-shop';

export const signals = ['trace', 'log', 'metric'] as const;
export type Signal = (typeof signals)[number];

/** Milliseconds until each signal could be asked for; undefined when it did not come. */
export type Seen = Readonly<Partial<Record<Signal, number | undefined>>>;

/** p95 from the response to a request until its telemetry can be asked for, in milliseconds. */
export type FreshnessAims = Readonly<Record<Signal, number>>;

export interface Freshness {
  readonly samples: number;
  /** Of what the platform keeps. */
  readonly signals: Readonly<Partial<Record<Signal, Distribution>>>;
  /** Of each request, in order. */
  readonly seen: readonly Seen[];
  /** Those of our own platform; of another, only whether everything comes is judged. */
  readonly aims?: FreshnessAims;
}

export interface FreshnessOptions {
  readonly samples: number;
  /** Between two requests; not a multiple of the scrape interval, so that the samples spread over it. */
  readonly everyMs?: number;
}

/**
 * Measures, again and again and for each signal, the time until the stores show what was just made: by requests to the shop, from the
 * response on; where there is no shop, by telemetry that is sent over OTLP, from when it is taken. A signal not seen within half a
 * minute counts as missing.
 */
export async function measureFreshness(
  connections: Connections,
  { samples, everyMs = connections.has('shop') ? 730 : 1130 }: FreshnessOptions,
): Promise<Freshness> {
  const isOurs = connections.has('shop');
  const running: Promise<Seen>[] = [];
  for (let index = 0; index < samples; index++) {
    running.push(isOurs ? askShop(connections) : sendOwn(connections));
    const failure = Promise.all(running).then(() => sleep(everyMs));
    // Awaited or not, it is one of the samples', which are awaited below.
    failure.catch(() => {});
    if (index < samples - 1) await Promise.race([sleep(everyMs), failure]);
  }
  const seen = await Promise.all(running);
  const measured = signals.filter((signal) => seen.some((sample) => signal in sample));
  return {
    samples,
    signals: Object.fromEntries(measured.map((signal) => [signal, distributionOf(seen.map((each) => each[signal]))])),
    seen,
    ...(isOurs && { aims: shopAims(connections.shop) }),
  };
}
