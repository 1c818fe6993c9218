import { Counter } from 'prom-client';
import type { CounterDeclaration, LabelDeclarations, LabelsOf } from '../catalogue/declare';
import { knownSeries } from './bounded-labels';
import { activeExemplar, type Exemplar } from './exemplar';
import { handleOf } from './handle';
import { registry } from './registry';
import { SeriesIndex } from './series-index';

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
    const metric = new Counter({
      name: declaration.name,
      help: declaration.description,
      labelNames: Object.keys(declaration.labels),
      registers: [registry],
      enableExemplars: true,
    });
    for (const labels of knownSeries(declaration.labels)) metric.inc({ labels, value: 0 });
    const index = new SeriesIndex<CounterSeries>({
      declarations: declaration.labels,
      metric,
      forget: (series) => metric.remove(series),
      begin: (labels) => metric.inc({ labels, value: 0 }),
    });
    const pointsToTraces = !declaration.name.startsWith(aboutTelemetry);
    return {
      inc(labels: LabelsOf<L>, by = 1) {
        // prom-client says what is wrong with it.
        if (!(by >= 0 && by < Number.POSITIVE_INFINITY))
          return metric.inc({ labels: index.bounded(labels), value: by });
        const series = index.find(labels);
        series.value += by;
        const exemplar = pointsToTraces ? activeExemplar(by) : undefined;
        if (exemplar) series.exemplar = exemplar;
      },
    };
  });
}

/** What telemetry says of itself, several times in each request, is about no trace. */
const aboutTelemetry = 'telemetry_';

/** What prom-client keeps of one series of a counter. */
interface CounterSeries {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
  exemplar?: Exemplar;
}
