import { judgedFrom, type Trace, traceLength } from '../detection/labelled-days';
import type { Day } from './day';

/** What one day gives away. */
export interface Tally {
  /** How many events failed by its fault; undefined without one. */
  readonly failed: number | undefined;
  /** Failures outside of it. */
  readonly lone: number;
}

export const tallyOf = ({ fault }: Pick<Trace, 'fault'>, day: Day): Tally => ({
  failed: fault?.failed,
  lone: day.bad(traceLength, traceLength - judgedFrom) - (fault?.failed ?? 0),
});

/** What any rule can know at this traffic: a fault with a single failure looks like a lone failure of no meaning. */
interface BestTrade {
  readonly faults: number;
  /** Faults of which a single event tells. */
  readonly single: number;
  /** Failures outside of faults. */
  readonly lone: number;
  /**
   * The highest recall at a precision of 95 % of a rule that tells every fault with two failures once, is never wrong about two, and
   * guesses about single ones.
   */
  readonly recall: number;
}

const precision = 0.95;

export function bestTrade(tallies: readonly Tally[]): BestTrade {
  const faults = tallies.filter(({ failed }) => failed !== undefined).length;
  const single = tallies.filter(({ failed }) => failed === 1).length;
  const lone = tallies.reduce((sum, each) => sum + each.lone, 0);
  const seen = faults - single;
  // (seen + guessed x single) / (seen + guessed x (single + lone)) = precision
  const guessed = ((1 - precision) * seen) / (precision * (single + lone) - single);
  const told = guessed < 0 ? 1 : Math.min(1, guessed);
  return { faults, single, lone, recall: (seen + told * single) / faults };
}
