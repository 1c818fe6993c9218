import { Histogram } from 'prom-client';
import type { HistogramDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { knownSeries } from './bounded-labels';
import { activeExemplar, type Exemplar } from './exemplar';
import { handleOf } from './handle';
import { registry } from './registry';
import { SeriesIndex } from './series-index';

/** What takes observations; see `histogram`. */
export interface HistogramHandle<L extends LabelDeclarations> {
  /** Records one value in the declared unit. Inside a sampled span the span becomes the bucket's exemplar. */
  observe(labels: LabelsOf<L>, value: number): void;
}

/** The handle of a declared histogram; series whose labels are all closed start at 0. */
export function histogram<L extends LabelDeclarations>(declaration: HistogramDeclaration<L>): HistogramHandle<L> {
  return handleOf(declaration, () => {
    const metric = new Histogram({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      buckets: [...declaration.buckets],
      registers: [registry],
      enableExemplars: true,
    });
    for (const labels of knownSeries(declaration.labels)) metric.zero(labels);
    const index = new SeriesIndex<HistogramSeries>({
      declarations: declaration.labels,
      metric,
      forget: (series) => metric.remove(series),
      begin: (labels) => metric.zero(labels),
    });
    const bounds = declaration.buckets.map((bound) => ({ bound, key: String(bound) }));
    return {
      observe(labels: LabelsOf<L>, value: number) {
        // prom-client says what is wrong with it.
        if (!Number.isFinite(value)) return metric.observe({ labels: index.bounded(labels), value });
        const series = index.find(labels);
        const bucket = bounds.find(({ bound }) => value <= bound)?.key;
        series.sum += value;
        series.count++;
        if (bucket !== undefined) series.bucketValues[bucket] = (series.bucketValues[bucket] ?? 0) + 1;
        const exemplar = activeExemplar(value);
        if (exemplar) series.bucketExemplars[bucket ?? beyondAll] = exemplar;
      },
    };
  });
}

/** As prom-client calls the bucket of what is greater than every bound. */
const beyondAll = '-1';

/** What prom-client keeps of one series of a histogram: how many came into each bucket itself, by its upper bound. */
interface HistogramSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly bucketValues: Record<string, number>;
  readonly bucketExemplars: Record<string, Exemplar | null>;
  sum: number;
  count: number;
}
