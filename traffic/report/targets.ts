import { bandCount, bandQuantile } from '../load/latency-bands';
import type { LoadResult } from '../load/load-result';

/** What a shop that is ready for its sale can do. */
export interface Target {
  readonly name: string;
  /** What such a shop starts from. */
  readonly from: string;
  readonly wanted: string;
  measure(run: LoadResult): number;
  readonly unit: 'requests/s' | 'ms' | '%';
  passes(measured: number): boolean;
}

export const targets: readonly Target[] = [
  {
    name: 'Throughput at the peak',
    from: '50 requests/s',
    wanted: 'at least 500 requests/s',
    measure: peakThroughput,
    unit: 'requests/s',
    passes: (measured) => measured >= 500,
  },
  {
    name: 'Latency, p95',
    from: '500 ms',
    wanted: 'under 50 ms',
    measure: ({ latency }) => latency.p95,
    unit: 'ms',
    passes: (measured) => measured < 50,
  },
  {
    name: 'Latency at the peak, p95',
    from: '500 ms',
    wanted: 'under 50 ms',
    measure: peakLatency,
    unit: 'ms',
    passes: (measured) => measured < 50,
  },
  {
    name: 'Errors',
    from: '15 %',
    wanted: 'under 1 %',
    measure: ({ failed, sent }) => percent(failed, sent),
    unit: '%',
    passes: (measured) => measured < 1,
  },
  {
    name: 'Availability',
    from: '95 %',
    wanted: 'at least 99.9 %',
    measure: (run) => 100 - percent(unavailable(run), run.sent),
    unit: '%',
    passes: (measured) => measured >= 99.9,
  },
];

const peakSeconds = 10;

/** The ten seconds, one after the other, with the most good answers (all there are, when they are fewer). */
function peak({ perSecond }: LoadResult): LoadResult['perSecond'] {
  const windows = perSecond.map((_, end) => perSecond.slice(Math.max(0, end + 1 - peakSeconds), end + 1));
  return windows.reduce((best, each) => (goodIn(each) > goodIn(best) ? each : best), []);
}

const goodIn = (seconds: LoadResult['perSecond']) => seconds.reduce((sum, { sent, failed }) => sum + sent - failed, 0);

/** Requests answered well in the best ten seconds, each second on average. */
export function peakThroughput(run: LoadResult): number {
  const seconds = peak(run);
  return goodIn(seconds) / Math.max(1, seconds.length);
}

/** The p95 of the latency in the best ten seconds, in milliseconds. */
export function peakLatency(run: LoadResult): number {
  const seconds = peak(run).map(({ bands }) => bands);
  const together = Array.from({ length: bandCount }, (_, band) =>
    seconds.reduce((sum, bands) => sum + (bands[band] ?? 0), 0),
  );
  return bandQuantile(together, 0.95);
}

/** Requests that the shop could not answer: the others it answered, if only with a refusal. */
const unavailable = ({ routes }: LoadResult) =>
  routes
    .flatMap(({ statuses }) => Object.entries(statuses))
    .reduce((sum, [status, count]) => sum + (status === 'none' || Number(status) >= 500 ? count : 0), 0);

const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
