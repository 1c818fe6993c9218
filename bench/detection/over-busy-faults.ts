import { join } from 'node:path';
import { type HistorySeries, writeHistory } from '@sightline/alerts';
import { prometheusApart } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import type { Table } from '../harness/markdown';
import { quantile } from '../harness/statistics';
import { type BusyTrace, busyFaults, busyLength, makeBusyTrace, scrapeEvery } from './busy-faults';
import { firingsOf } from './firings-of';
import { pagingSets } from './rule-sets';
import { timeSpan } from './text';

interface BusyFaultsOptions {
  readonly seeds: number;
  /** Events a second. */
  readonly rates: readonly number[];
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

interface Timed {
  readonly rules: string;
  readonly trace: string;
  readonly fault: string;
  readonly eventsPerSecond: number;
  /** Minutes from its begin to the first page; undefined: never. */
  readonly paged: number | undefined;
  /** Pages while nothing was wrong. */
  readonly falsely: number;
}

const start = new Date(Date.UTC(2026, 0, 5));
/** As the platform does it: every 5 s. */
const evaluation = scrapeEvery * 1_000;

/** From a fault to the page, for the faults that a busy service has. */
export async function overBusyFaults({ seeds, rates, folder, say, signal }: BusyFaultsOptions) {
  const traces = rates.flatMap((eventsPerSecond, which) =>
    busyFaults.flatMap((fault, index) =>
      Array.from({ length: seeds }, (_, seed) =>
        makeBusyTrace(fault, { eventsPerSecond, seed: 1 + seed + 100 * index + 10_000 * which }),
      ),
    ),
  );
  const timed: Timed[] = [];
  for (const objective of [99.9, 99] as const) {
    const promised = traces.filter(({ fault }) => fault.objective === objective);
    say(`writing ${promised.length} histories of nine hours, objective ${objective} %`);
    const history = join(folder, `busy-${objective}.om`);
    writeHistory(history, historyOf(promised));
    await using prometheus = await prometheusApart({ history });
    const store = new PrometheusStore({ url: prometheus.url, timeoutMs: 600_000 });
    const moment = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
    const since = moment(Math.min(...promised.map(({ from }) => from)) - 1_200);
    for (const { name, groups } of pagingSets(objective)) {
      signal.throwIfAborted();
      say(`evaluating ${name}`);
      const asked = { since, until: moment(busyLength), evaluation, pagesOnly: true };
      const fired = await firingsOf(groups, store, start, asked);
      for (const trace of promised) timed.push(timedBy(name, trace, fired.get(trace.name) ?? []));
    }
  }
  return { table: tableOf(timed, rates), timed };
}

function timedBy(rules: string, trace: BusyTrace, fired: readonly { from: number; to: number }[]): Timed {
  const { name, fault, eventsPerSecond } = trace;
  const [from, to] = [trace.from / 60, trace.to / 60];
  const first = fired.map((each) => each.from).filter((at) => at >= from && at <= to);
  const isFault = fault.failing > 0;
  return {
    rules,
    trace: name,
    fault: fault.name,
    eventsPerSecond,
    paged: isFault && first.length > 0 ? Math.min(...first) - from : undefined,
    falsely: fired.filter((each) => !isFault || each.from < from).length,
  };
}

function* historyOf(traces: readonly BusyTrace[]): Generator<HistorySeries> {
  for (const { name, good, bad } of traces)
    for (const [code, values] of [
      ['200', good],
      ['500', bad],
    ] as const)
      yield {
        name: `requests_total{code="${code}",trace="${name}"}`,
        every: scrapeEvery,
        start: start.getTime() / 1_000,
        values,
      };
}

function tableOf(timed: readonly Timed[], rates: readonly number[]): Table {
  const sets = [...new Set(timed.map(({ rules }) => rules))];
  const cell = (fault: string, rate: number, rules: string) => {
    const own = timed.filter((each) => each.fault === fault && each.eventsPerSecond === rate && each.rules === rules);
    const times = own.flatMap(({ paged }) => (paged === undefined ? [] : [paged]));
    const falsely = own.reduce((sum, each) => sum + each.falsely, 0);
    if (times.length === 0) return falsely === 0 ? 'no page' : `${falsely} pages`;
    const spread = `${timeSpan(quantile(times, 0.5))} (${timeSpan(quantile(times, 1))})`;
    return [
      spread,
      ...(times.length < own.length ? [`${times.length} of ${own.length}`] : []),
      ...(falsely > 0 ? [`${falsely} false`] : []),
    ].join(', ');
  };
  return {
    title: 'From a fault to the page',
    columns: ['fault, for an hour', 'objective', 'events a second', ...sets],
    rows: busyFaults.flatMap(({ name, objective }) =>
      rates.map((rate) => [name, `${objective} %`, String(rate), ...sets.map((rules) => cell(name, rate, rules))]),
    ),
  };
}
