import type { Milliseconds } from '@sightline/promql';
import { by, type CounterSelector, formatDuration, labelName, renderSelector } from '@sightline/promql';
import type { Quantity } from '../model';
import { renderTemplate } from '../parse/quantity';

export interface Counting {
  readonly window: Milliseconds;
  readonly groupBy: readonly string[];
  readonly instanceLabel: string;
  /** The counter of all events: its presence `window` ago tells a new series from a returning one. */
  readonly anchor: Quantity;
}

/** The number of events within the window, one series for each group. */
export function countEvents(quantity: Quantity, counting: Counting): string {
  if (quantity.kind === 'template') return countTemplate(quantity, counting);
  const anchor = counting.anchor.kind === 'counter' ? counting.anchor.selector : quantity.selector;
  return `sum${by(counting.groupBy)} (\n${indent(increase(quantity.selector, anchor, counting))}\n)`;
}

/**
 * `increase()` sees nothing of a series' first value: a counter of errors that appears at 40 counts 0. Here a series that
 * is new within the window counts with its whole value (the greater one, because after a restart `increase()` knows more).
 * A series only counts as new when its own process was already being scraped a window ago: after a gap in the scrapes,
 * or the start of Prometheus, old counters are no news.
 */
function increase(selector: CounterSelector, anchor: CounterSelector, { window, instanceLabel }: Counting): string {
  const grown = `increase(${renderSelector(selector, { range: window })})`;
  const now = renderSelector(selector);
  const before = renderSelector(selector, { back: window });
  const scrapedBefore = renderSelector(anchor, { back: window });
  return `(
  ${now}
  unless ${before}
  and on (${labelName(instanceLabel)}) ${scrapedBefore}
)
> ${grown}
or
${grown}`;
}

/** Rates per second become events. */
function countTemplate(
  { text, counts }: Extract<Quantity, { kind: 'template' }>,
  { window, groupBy }: Counting,
): string {
  const rendered = renderTemplate(text, formatDuration(window));
  const events = counts.unit === 'rate' ? `(${rendered}) * ${window / 1_000}` : rendered;
  return `sum${by(groupBy)} (${events})`;
}

export const indent = (text: string) => text.replace(/^/gm, '  ');
