import { baggageEntry, withBaggage } from '@sightline/observability';
import type { AskedFault } from './fault-header';

/** Travels with the trace context: through HTTP, the outbox and Kafka. */
const BAGGAGE = 'sightline.faults';

/** Rolls the dice for each fault, once for the request and all that follows from it. */
export function withRequestFaults<Result>(asked: readonly AskedFault[], work: () => Result): Result {
  const chosen = asked.filter(({ percent }) => Math.random() * 100 < percent).map(({ name }) => name);
  return chosen.length === 0 ? work() : withBaggage({ [BAGGAGE]: chosen.join('.') }, work);
}

/** The faults that the request, or what the message follows from, asked for. */
export const requestFaults = (): readonly string[] => baggageEntry(BAGGAGE)?.split('.') ?? [];
