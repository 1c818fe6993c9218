import { Gauge } from 'prom-client';
import type { GaugeDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { knownSeries } from './bounded-labels';
import { handleOf } from './handle';
import { registry } from './registry';
import { SeriesIndex } from './series-index';
import { tellFailedRead } from './tell-failed-read';
import { readLimit, timedReads } from './timed-reads';

/** One value of a gauge, in its declared unit, with the labels it has. */
export interface Sample<L extends LabelDeclarations> {
  readonly labels: LabelsOf<L>;
  readonly value: number;
}

/** What sets a value, in the declared unit; see `gauge`. */
export interface GaugeHandle<L extends LabelDeclarations> {
  set(labels: LabelsOf<L>, value: number): void;
  /** Adds `by`, which may be negative. */
  add(labels: LabelsOf<L>, by: number): void;
  /** Asks for the values at each scrape instead. A `read` that fails, or takes more than a second, leaves the last
   * values; the last call wins. */
  collect(read: () => Iterable<Sample<L>> | Promise<Iterable<Sample<L>>>): void;
}

/** The handle of a declared gauge; the same declaration always gives the same handle. */
export function gauge<L extends LabelDeclarations>(declaration: GaugeDeclaration<L>): GaugeHandle<L> {
  return handleOf(declaration, () => {
    let read: () => Iterable<Sample<L>> | Promise<Iterable<Sample<L>>> = () => [];
    const timed = timedReads<Sample<L>[]>({ metric: declaration.name, limit: readLimit, tell: tellFailedRead });
    const metric = new Gauge({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      registers: [registry],
      async collect() {
        // A scrape must not fail, or hang, because one source does; the gap shows as a value that stands still.
        for (const { labels, value } of (await timed(async () => [...(await read())])) ?? []) set(labels, value);
      },
    });
    for (const labels of knownSeries(declaration.labels)) metric.set(labels, 0);
    const index = new SeriesIndex<GaugeSeries>({
      declarations: declaration.labels,
      metric,
      forget: (series) => metric.remove(series),
      begin: (labels) => metric.inc(labels, 0),
    });
    const set = (labels: LabelsOf<L>, value: number) => {
      // prom-client says what is wrong with it. Its own `set` would put another series in the place of the one that was found.
      if (typeof value !== 'number') return metric.set(index.bounded(labels), value);
      index.find(labels).value = value;
    };
    return {
      set,
      add(labels, by) {
        // prom-client says what is wrong with it.
        if (!Number.isFinite(by)) return metric.inc(index.bounded(labels), by);
        index.find(labels).value += by;
      },
      collect: (next) => {
        read = next;
      },
    };
  });
}

/** What prom-client keeps of one series of a gauge. */
interface GaugeSeries {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
}
