import { onCatalogue } from '../catalogue/define';
import { counter } from './counter';
import { histogram } from './histogram';

/**
 * Makes every counter and histogram of a service visible before anything happens: an error that never came is a zero,
 * which can be alerted on, and not a series that is missing. Those of a catalogue that is loaded later follow then.
 */
export function announceMetrics(service: string): void {
  onCatalogue(({ metrics }) => {
    for (const declaration of Object.values(metrics)) {
      if (declaration.emittedBy && !declaration.emittedBy.includes(service)) continue;
      if (declaration.type === 'counter') counter(declaration);
      if (declaration.type === 'histogram') histogram(declaration);
    }
  });
}
