import { join } from 'node:path';
import { type HistorySeries, writeHistory } from '@sightline/alerts';
import { prometheusApart } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import type { Table } from '../harness/markdown';
import { firingsOf } from './firings-of';
import { judgedFrom, makeTrace, scenarios, type Trace, traceLength } from './labelled-days';
import { ruleSets } from './rule-sets';
import { type Fired, type Score, scoreDetection } from './score-detection';
import { share, timeSpan } from './text';

interface LabelledDaysOptions {
  /** How many days of each kind there are at so many requests an hour. */
  readonly seedsAt: (rate: number) => number;
  readonly rates: readonly number[];
  /** For its files. */
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

interface Row {
  readonly rate: number;
  readonly rules: string;
  readonly score: Score;
}

const minute = 60_000;
/** A whole day: where every trace begins. */
const start = new Date(Date.UTC(2026, 0, 5));

/** Days of a service, some with a fault, each at every rate of traffic: who tells the faults, and who tells what is none. */
export async function overLabelledDays({ seedsAt, rates, folder, say, signal }: LabelledDaysOptions) {
  const traces = rates.flatMap((requestsPerHour) =>
    scenarios.flatMap((scenario, index) =>
      Array.from({ length: seedsAt(requestsPerHour) }, (_, seed) =>
        makeTrace(scenario, { requestsPerHour, seed: 1 + seed + 100 * index + requestsPerHour * 10_000 }),
      ),
    ),
  );
  say(`writing ${traces.length} histories of four days`);
  const history = join(folder, 'days.om');
  writeHistory(history, historyOf(traces));
  await using prometheus = await prometheusApart({ history });
  const store = new PrometheusStore({ url: prometheus.url, timeoutMs: 600_000 });
  const moment = (minutes: number) => new Date(start.getTime() + minutes * minute);
  const asked = { since: moment(judgedFrom), until: moment(traceLength), evaluation: minute };
  const rows: Row[] = [];
  for (const { name, groups } of ruleSets()) {
    signal.throwIfAborted();
    say(`evaluating ${name}`);
    const fired = await firingsOf(groups, store, start, asked);
    rows.push(...rates.map((rate) => ({ rate, rules: name, score: scoreOf(traces, rate, fired) })));
  }
  return { table: tableOf(rows, rates), rows };
}

function* historyOf(traces: readonly Trace[]): Generator<HistorySeries> {
  for (const { name, good, bad } of traces)
    for (const [code, values] of [
      ['200', good],
      ['500', bad],
    ] as const)
      yield {
        name: `requests_total{code="${code}",trace="${name}"}`,
        every: 60,
        start: start.getTime() / 1_000,
        values,
      };
}

const scoreOf = (traces: readonly Trace[], rate: number, fired: ReadonlyMap<string, Fired[]>): Score =>
  scoreDetection(
    traces
      .filter(({ requestsPerHour }) => requestsPerHour === rate)
      // What no request met cannot be seen in requests.
      .filter(({ fault }) => fault?.failed !== 0)
      .map(({ name, fault }) => ({ firings: fired.get(name) ?? [], ...(fault && { fault }) })),
  );

const tableOf = (rows: readonly Row[], rates: readonly number[]): Table => ({
  title: 'What the alerts are worth',
  columns: ['requests an hour', 'alerts', 'detection', 'page resets', 'precision', 'recall'],
  rows: rates.flatMap((rate) =>
    rows
      .filter((row) => row.rate === rate)
      .map(({ rules, score }) => [
        String(rate),
        rules,
        timeSpan(score.detection),
        timeSpan(score.reset),
        `${share(score.precision)} of ${score.notifications}`,
        `${share(score.recall)} of ${score.faults}`,
      ]),
  ),
});
