import { context, propagation } from '@opentelemetry/api';

/** Runs `fn` with these entries added to the baggage: they go wherever the trace context goes. */
export function withBaggage<T>(entries: Readonly<Record<string, string>>, fn: () => T): T {
  let baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  for (const [key, value] of Object.entries(entries)) baggage = baggage.setEntry(key, { value });
  return context.with(propagation.setBaggage(context.active(), baggage), fn);
}

export const baggageEntry = (key: string): string | undefined => propagation.getActiveBaggage()?.getEntry(key)?.value;
