import { Histogram } from 'prom-client';
import type { HistogramDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { boundedLabels, knownSeries } from './bounded-labels';
import { activeExemplar } from './exemplar';
import { handleOf } from './handle';
import { registry } from './registry';

/** What takes observations; see `histogram`. */
export interface HistogramHandle<L extends LabelDeclarations> {
  /** Records one value in the declared unit. Inside a sampled span the span becomes the bucket's exemplar. */
  observe(labels: LabelsOf<L>, value: number): void;
}

/** The handle of a declared histogram; series whose labels are all closed start at 0. */
export function histogram<L extends LabelDeclarations>(declaration: HistogramDeclaration<L>): HistogramHandle<L> {
  return handleOf(declaration, () => {
    const bounded = boundedLabels(declaration.labels, (series) => metric.remove(series));
    const metric = new Histogram({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      buckets: [...declaration.buckets],
      registers: [registry],
      enableExemplars: true,
    });
    for (const labels of knownSeries(declaration.labels)) metric.zero(labels);
    return {
      observe(labels: LabelsOf<L>, value: number) {
        const exemplarLabels = activeExemplar();
        metric.observe({ labels: bounded(labels), value, ...(exemplarLabels && { exemplarLabels }) });
      },
    };
  });
}
