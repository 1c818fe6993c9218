import { baggageEntry, carryInEvents, withBaggage } from '@sightline/observability';
import type { AskedFault } from './fault-header';

/** The entry of the baggage that names the mistakes a request asked for, which all that follows from it is to make. */
const faultsEntry = 'sightline.faults';

/** Lets events carry what a request asked for. */
export const carryFaults = () => carryInEvents(faultsEntry, /^[a-z.-]{1,400}$/);

/**
 * Rolls the dice for each fault, once for the request and all that follows from it: through the outbox and Kafka, never by HTTP.
 */
export function withRequestFaults<Result>(asked: readonly AskedFault[], work: () => Result): Result {
  const chosen = asked.filter(({ percent }) => Math.random() * 100 < percent).map(({ name }) => name);
  return chosen.length === 0 ? work() : withBaggage({ [faultsEntry]: chosen.join('.') }, work);
}

/** The faults that the request, or what the message follows from, asked for. */
export const requestFaults = (): readonly string[] => baggageEntry(faultsEntry)?.split('.') ?? [];
