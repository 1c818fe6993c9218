import { type Context, context, propagation } from '@opentelemetry/api';

/** What our own events carry besides their trace: nothing else gets into the baggage, or out of it. */
const carried = new Map<string, RegExp>();

/** Lets events carry one more entry besides their trace, with values of this form. Nothing is carried that nobody named here. */
export function carryInEvents(key: string, form: RegExp): void {
  carried.set(key, form);
}

/** Runs `fn` with these entries added to the baggage: they go wherever our own events go. */
export function withBaggage<T>(entries: Readonly<Record<string, string>>, fn: () => T): T {
  return context.with(adding(context.active(), Object.entries(entries)), fn);
}

/** The value of an entry that the work at hand carries; undefined when it has none. */
export const baggageEntry = (key: string): string | undefined => propagation.getActiveBaggage()?.getEntry(key)?.value;

/** The baggage of a context as one header of the W3C's form; undefined when there is none of ours. */
export function baggageHeaderOf(from: Context): string | undefined {
  const entries = propagation.getBaggage(from)?.getAllEntries() ?? [];
  const ours = entries.filter(([key, { value }]) => carried.get(key)?.test(value));
  return ours.length === 0 ? undefined : ours.map(([key, { value }]) => `${key}=${value}`).join(',');
}

/** A context with what a header of that form holds of ours. */
export function withBaggageHeader(within: Context, header: string): Context {
  const pairs = header
    .slice(0, 8_192)
    .split(',')
    .map((item) => item.split('=', 2).map((part) => part.trim()));
  return adding(within, pairs as [string, string][]);
}

function adding(to: Context, entries: readonly (readonly [string, string])[]): Context {
  let baggage = propagation.getBaggage(to) ?? propagation.createBaggage();
  let changed = false;
  for (const [key, value = ''] of entries) {
    if (!carried.get(key)?.test(value)) continue;
    baggage = baggage.setEntry(key, { value });
    changed = true;
  }
  return changed ? propagation.setBaggage(to, baggage) : to;
}
