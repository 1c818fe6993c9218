import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { arrivals } from '../arrivals';
import { dice } from '../dice';
import { requestsPerVisit, walk } from '../funnel/funnel';
import { OrderApi } from '../order-api';
import { ServiceUnreachable } from '../service-api';
import type { LoadProgress } from './load-progress';
import type { LoadResult } from './load-result';
import { openLine } from './measured-transport';
import type { LoadProfile } from './profile';
import { Recorder, wallClock } from './recorder';
import { traceContextOf } from './trace-context';

export interface LoadSettings {
  readonly runId: string;
  readonly profile: LoadProfile;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly seed: number;
  /** The value of `x-fault` for every request. */
  readonly fault?: string | undefined;
  readonly url: string;
  readonly apiKey: string;
  /** The file of the authority that signed the shop's certificate, in PEM, in place of the usual ones. */
  readonly ca?: string | undefined;
  /** How long a visitor thinks between two requests. */
  readonly thinkMs?: { readonly min: number; readonly max: number };
}

export interface Watching {
  readonly signal: AbortSignal;
  onProgress(progress: LoadProgress): void;
}

/** More than a shop that still answers ever holds; who comes then is counted as turned away. */
const mostVisitors = 5_000;
const reportEveryMs = 500;

/** Plays a profile against the shop. The signal ends it early: what was sent until then is the result. */
export async function generate(settings: LoadSettings, { signal, onProgress }: Watching): Promise<LoadResult> {
  const { profile, requestsPerSecond, seconds, seed, runId, fault, url, apiKey, ca } = settings;
  const { thinkMs = { min: 100, max: 900 } } = settings;
  // Each visitor who thinks listens to it.
  setMaxListeners(0, signal);
  const chance = dice(seed);
  const line = await openLine({
    url,
    ca,
    headers: { 'user-agent': `sightline-load/${runId}`, ...(fault !== undefined && { 'x-fault': fault }) },
    record: (measurement) => recorder.record(measurement),
  });
  const start = performance.now();
  const rate = (elapsedMs: number) => requestsPerSecond * profile.shape(elapsedMs / (seconds * 1000));
  const recorder = new Recorder(start, (second) => (second < seconds ? rate((second + 0.5) * 1000) : 0));
  let present = 0;
  let turnedAway = 0;

  const visit = async (arrived: number) => {
    const own = dice(chance.between(0, 2 ** 31));
    /** When the next request is due: on arrival, at the end of a thought, or as soon as the answer before it was there. */
    let next = arrived;
    const transport = line.transportOf({ due: () => next, newTrace: () => traceContextOf(runId, own) });
    const think = async () => {
      const pause = own.between(thinkMs.min, thinkMs.max);
      next = performance.now() + pause;
      await sleep(pause, undefined, { signal });
    };
    const shop = new OrderApi({
      url,
      apiKey,
      sessionId: own.uuid(),
      transport: (request) => transport(request).finally(() => (next = performance.now())),
    });
    present += 1;
    await walk({ shop, dice: own, think }, profile.funnel)
      .catch((error) => {
        if (!signal.aborted && !(error instanceof ServiceUnreachable)) throw error;
      })
      .finally(() => (present -= 1));
  };

  const progress = (): LoadProgress => ({
    elapsedMs: performance.now() - start,
    plannedPerSecond: rate(performance.now() - start),
    sent: recorder.sent,
    failed: recorder.failed,
    present,
    turnedAway,
    latency: recorder.latencies.summary,
    lagMs: recorder.lag.at(0.99),
    notable: recorder.notable,
  });
  const reporting = setInterval(() => onProgress(progress()), reportEveryMs);

  const cpuBefore = process.cpuUsage();
  const perVisit = requestsPerVisit(profile.funnel);
  await arrivals({
    perSecond: {
      at: (elapsedMs) => rate(elapsedMs) / perVisit,
      highest: requestsPerSecond / perVisit,
      durationMs: seconds * 1000,
    },
    dice: chance,
    arrive: visit,
    capacity: mostVisitors,
    onTurnedAway: () => (turnedAway += 1),
    signal,
  });
  clearInterval(reporting);
  const endedAt = new Date();
  await line.close();
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    format: 'sightline-load/1',
    runId,
    profile: profile.name,
    seed,
    requestsPerSecond,
    ...(fault !== undefined && { fault }),
    startedAt: wallClock(start).toISOString(),
    endedAt: endedAt.toISOString(),
    seconds,
    ended: signal.aborted ? 'stopped' : 'complete',
    ...recorder.recorded,
    generator: { lag: recorder.lag.summary, cpuSeconds: (user + system) / 1e6, turnedAway },
  };
}
