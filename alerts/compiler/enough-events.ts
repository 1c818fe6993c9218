import { errorBudget, type Slo, type Urgency } from './model';
import { highestMean } from './poisson';

/** So many bad events are no chance among at most so many events. */
interface Enough {
  readonly bad: number;
  readonly among: number;
}

/** `goes-on`: that a fault which is known already is not over. */
export type Claim = Urgency | 'goes-on';

/**
 * How often chance may look like a fault: the share of windows in which a service that just keeps its objective has as many bad
 * events. What keeps it better, as most do most of the time, is suspected more rarely. A page claims more than a ticket.
 * Where the figures come from: docs/decisions/low-traffic.md.
 */
const chance: Readonly<Record<Claim, number>> = { page: 0.01, ticket: 0.05, 'goes-on': 0.01 };

/** One failure is no pattern, whatever the arithmetic says; but it is a sign that a known fault goes on. */
const fewest: Readonly<Record<Claim, number>> = { page: 2, ticket: 2, 'goes-on': 1 };

/** So many are enough among any number of events: the burn rate alone decides. */
export const alwaysEnough = 5;

/**
 * The number of bad events that are enough, by the number of all. It is the exact one-sided test of a Poisson rate (F. Garwood,
 * Fiducial limits for the Poisson distribution, Biometrika 28, 1936) turned round, so that the rules hold a few whole numbers and no
 * arithmetic. In order; among more events than the last has it takes `alwaysEnough`.
 */
export function enoughEvents(slo: Pick<Slo, 'objective'>, claim: Claim): Enough[] {
  const numbers = Array.from({ length: alwaysEnough - fewest[claim] }, (_, index) => fewest[claim] + index);
  return (
    numbers
      .map((bad) => ({ bad, among: Math.floor(highestMean(bad, chance[claim]) / errorBudget(slo)) }))
      // No more can be bad than there are.
      .filter(({ bad, among }) => among >= bad)
  );
}

/** How many bad events it takes among so many. */
export const neededAmong = (steps: readonly Enough[], events: number): number =>
  steps.find(({ among }) => events <= among)?.bad ?? alwaysEnough;
