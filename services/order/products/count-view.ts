import { metrics } from '@sightline/catalogue';
import { onFault } from '@sightline/faults';
import { counter, currentTraceId } from '@sightline/observability';

let oneSeriesPerVisit = false;

/** The mistake: a label that is different every time, and so a new series for every request. */
onFault('high-cardinality', (on) => {
  oneSeriesPerVisit = on;
});

export function countView(sku: string): void {
  counter(metrics.productViews).inc({ sku: oneSeriesPerVisit ? `${sku}/${currentTraceId()}` : sku });
}
