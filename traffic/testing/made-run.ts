import { Latencies } from '../load/latencies';
import { bandCount, bandOf } from '../load/latency-bands';
import type { LoadResult } from '../load/load-result';

export interface MadeRun {
  readonly sent?: number;
  readonly failed?: number;
  /** Requests that got no answer; they count as failed. */
  readonly unanswered?: number;
  readonly seconds?: number;
  readonly p95?: number;
  readonly orders?: LoadResult['orders'];
}

const none = { sent: 0, accepted: 0, unknown: 0, toBeCaptured: 0, toBeDeclined: 0 };

/** A run for a test, of which only what matters needs to be said: every request took as long as the p95. */
export function madeRun(made: MadeRun): LoadResult {
  const { sent = 100, unanswered = 0, seconds = 10, p95 = 20, orders = none } = made;
  const { failed = unanswered } = made;
  const latencies = new Latencies();
  for (let request = 0; request < sent; request++) latencies.record(p95);
  const bands = (count: number) => Array.from({ length: bandCount }, (_, band) => (band === bandOf(p95) ? count : 0));
  const statuses = { 200: sent - failed, 500: failed - unanswered, none: unanswered };
  return {
    format: 'sightline-load/1',
    runId: '0a1b2c3d',
    profile: 'steady',
    seed: 1,
    requestsPerSecond: sent / seconds,
    startedAt: '2026-11-11T00:00:00.000Z',
    endedAt: new Date(Date.parse('2026-11-11T00:00:00.000Z') + seconds * 1000).toISOString(),
    seconds,
    ended: 'complete',
    sent,
    failed,
    latency: latencies.summary,
    serviceTime: latencies.summary,
    histogram: latencies.encoded(),
    generator: { lag: new Latencies().summary, cpuSeconds: 1, turnedAway: 0 },
    orders,
    routes: [{ method: 'GET', route: '/products', sent, statuses, latency: latencies.summary }],
    perSecond: Array.from({ length: seconds }, (_, second) => ({
      second,
      planned: sent / seconds,
      sent: sent / seconds,
      failed: failed / seconds,
      p50: p95,
      p95,
      p99: p95,
      bands: bands(sent / seconds),
    })),
    slowest: [
      {
        traceId: '0a1b2c3d'.repeat(4),
        method: 'GET',
        route: '/products',
        status: 200,
        latencyMs: p95,
        at: '2026-11-11T00:00:01.000Z',
      },
    ],
    failures: [],
  };
}
