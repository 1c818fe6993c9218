import { Counter } from 'prom-client';
import type { CounterDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { boundedLabels, knownSeries } from './bounded-labels';
import { activeExemplar } from './exemplar';
import { handleOf } from './handle';
import { registry } from './registry';

/** What counts; see `counter`. */
export interface CounterHandle<L extends LabelDeclarations> {
  /** Adds `by` (default 1, never negative). Inside a sampled span the span becomes the exemplar. */
  inc(labels: LabelsOf<L>, by?: number): void;
}

/**
 * The handle of a declared counter; the same declaration always gives the same handle. Series whose labels are all
 * closed start at 0, so that the first event is an increase Prometheus can see.
 */
export function counter<L extends LabelDeclarations>(declaration: CounterDeclaration<L>): CounterHandle<L> {
  return handleOf(declaration, () => {
    const bounded = boundedLabels(declaration.labels, (series) => metric.remove(series));
    const metric = new Counter({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      registers: [registry],
      enableExemplars: true,
    });
    for (const labels of knownSeries(declaration.labels)) metric.inc({ labels, value: 0 });
    return {
      inc(labels: LabelsOf<L>, by = 1) {
        const exemplarLabels = activeExemplar();
        metric.inc({ labels: bounded(labels), value: by, ...(exemplarLabels && { exemplarLabels }) });
      },
    };
  });
}
