import { baggageEntry, faultsEntry, withBaggage } from '@sightline/observability';
import type { AskedFault } from './fault-header';

/**
 * Rolls the dice for each fault, once for the request and all that follows from it: through the outbox and Kafka, never by HTTP.
 */
export function withRequestFaults<Result>(asked: readonly AskedFault[], work: () => Result): Result {
  const chosen = asked.filter(({ percent }) => Math.random() * 100 < percent).map(({ name }) => name);
  return chosen.length === 0 ? work() : withBaggage({ [faultsEntry]: chosen.join('.') }, work);
}

/** The faults that the request, or what the message follows from, asked for. */
export const requestFaults = (): readonly string[] => baggageEntry(faultsEntry)?.split('.') ?? [];
