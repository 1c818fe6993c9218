import { Gauge } from 'prom-client';
import type { GaugeDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { boundedLabels, knownSeries } from './bounded-labels';
import { handleOf } from './handle';
import { registry } from './registry';
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
    const bounded = boundedLabels(declaration.labels, (series) => metric.remove(series));
    let read: () => Iterable<Sample<L>> | Promise<Iterable<Sample<L>>> = () => [];
    const timed = timedReads<Sample<L>[]>({ metric: declaration.name, limit: readLimit, tell: tellFailedRead });
    const metric = new Gauge({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      registers: [registry],
      async collect() {
        // A scrape must not fail, or hang, because one source does; the gap shows as a value that stands still.
        for (const { labels, value } of (await timed(async () => [...(await read())])) ?? [])
          metric.set(bounded(labels), value);
      },
    });
    for (const labels of knownSeries(declaration.labels)) metric.set(labels, 0);
    return {
      set: (labels, value) => metric.set(bounded(labels), value),
      add: (labels, by) => metric.inc(bounded(labels), by),
      collect: (next) => {
        read = next;
      },
    };
  });
}
