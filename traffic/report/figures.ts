import type { LoadResult } from '../load/load-result';
import type { Html } from './html';
import type { Report } from './report';
import { left, right, table } from './table';
import { peakThroughput } from './targets';

/** 4.2 ms, 12 ms, 1.35 s */
export const ms = (value: number) =>
  value >= 999.5 ? `${(value / 1000).toPrecision(3)} s` : `${Number(value.toPrecision(3))} ms`;

export const percent = (part: number, whole: number) => `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(2)} %`;

const rows: readonly (readonly [what: string, of: (run: LoadResult) => string])[] = [
  ['Profile', ({ profile, requestsPerSecond }) => `${profile}, up to ${requestsPerSecond}/s`],
  ['Warmed up', ({ warmUpSeconds }) => (warmUpSeconds ? `${warmUpSeconds} s, not counted` : 'no')],
  ['Mistakes asked for', ({ fault }) => (fault ? `${fault.split(',').length}, see its incidents` : 'none')],
  ['Requests sent', ({ sent }) => sent.toLocaleString('en')],
  ['Requests failed', ({ failed, sent }) => `${failed.toLocaleString('en')} (${percent(failed, sent)})`],
  ['Best ten seconds', (run) => `${peakThroughput(run).toFixed(0)} requests/s`],
  ['Latency p50', ({ latency }) => ms(latency.p50)],
  ['Latency p95', ({ latency }) => ms(latency.p95)],
  ['Latency p99', ({ latency }) => ms(latency.p99)],
  ['Latency p99.9', ({ latency }) => ms(latency.p999)],
  ['Latency, longest', ({ latency }) => ms(latency.max)],
  ['Orders accepted', ({ orders }) => `${orders.accepted.toLocaleString('en')} of ${orders.sent.toLocaleString('en')}`],
  ['Payments to be captured', ({ orders }) => orders.toBeCaptured.toLocaleString('en')],
  ['Generator late by (p99)', ({ generator }) => ms(generator.lag.p99)],
  ['Visits turned away', ({ generator }) => generator.turnedAway.toLocaleString('en')],
];

/** Every figure, run beside run. */
export const figures = ({ runs }: Report): Html =>
  table(
    [left(''), ...runs.map(({ name }) => right(name))],
    rows.map(([what, of]) => [what, ...runs.map(({ run }) => of(run))]),
  );
