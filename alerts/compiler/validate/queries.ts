import { type CounterSelector, selectorsIn } from '@sightline/promql';
import type { Slo } from '../model';
import { renderTemplate } from '../parse/quantity';

export type PlainSelector = Omit<CounterSelector, 'offset'>;

/** Every selector an SLO reads, whatever its queries look like. */
export function selectorsOf({ sli }: Slo): PlainSelector[] {
  const of = (expression: string) => selectorsIn(renderTemplate(expression, '5m'));
  switch (sli.kind) {
    case 'threshold':
      return of(sli.query);
    case 'ratio':
      return of(sli.ratio);
    default:
      return [sli.kind === 'bad' ? sli.bad : sli.good, sli.total].flatMap((quantity) =>
        quantity.kind === 'counter' ? [quantity.selector] : of(quantity.text),
      );
  }
}
