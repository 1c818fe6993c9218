import type { Emitter, MetricDeclaration } from '../catalogue/declare';
import { metrics } from '../catalogue/index';
import { counter } from './counter';
import { histogram } from './histogram';

/**
 * Makes every counter and histogram of a service visible before anything happens: an error that never came is a zero,
 * which can be alerted on, and not a series that is missing.
 */
export function announceMetrics(service: string): void {
  for (const declaration of Object.values(metrics) as MetricDeclaration[]) {
    if (!declaration.emittedBy.includes(service as Emitter)) continue;
    if (declaration.type === 'counter') counter(declaration);
    if (declaration.type === 'histogram') histogram(declaration);
  }
}
