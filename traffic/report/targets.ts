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

/** Requests answered well, each second on average, in the best ten seconds there are (in all, when there are fewer). */
export function peakThroughput({ perSecond }: LoadResult): number {
  const good = perSecond.map(({ sent, failed }) => sent - failed);
  const width = Math.min(peakSeconds, good.length);
  const sums = good.slice(width - 1).map((_, end) => good.slice(end, end + width).reduce((sum, each) => sum + each, 0));
  return width === 0 ? 0 : Math.max(...sums) / width;
}

/** Requests that the shop could not answer: the others it answered, if only with a refusal. */
const unavailable = ({ routes }: LoadResult) =>
  routes
    .flatMap(({ statuses }) => Object.entries(statuses))
    .reduce((sum, [status, count]) => sum + (status === 'none' || Number(status) >= 500 ? count : 0), 0);

const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
