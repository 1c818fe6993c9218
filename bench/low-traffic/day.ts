import type { Trace } from '../detection/labelled-days';

/** A trace as counts that only grow: what happened between two minutes is their difference. */
export class Day {
  readonly #bad: Float64Array;
  readonly #total: Float64Array;
  /** The bad events that an increase over the series sees: not those of its first value. */
  readonly #badOfSeries: Float64Array;
  readonly #firstBad: number;

  constructor({ good, bad }: Pick<Trace, 'good' | 'bad'>) {
    this.#bad = grown(bad, 'whole');
    this.#badOfSeries = grown(bad, 'unseen');
    const goodEvents = grown(good, 'whole');
    this.#total = this.#bad.map((count, minute) => count + (goodEvents[minute] ?? 0));
    const first = bad.findIndex((count) => count !== undefined);
    this.#firstBad = first === -1 ? Number.POSITIVE_INFINITY : first;
  }

  /** Bad events of the `length` minutes that end at `minute`. */
  bad(minute: number, length: number): number {
    return between(this.#bad, minute, length);
  }

  total(minute: number, length: number): number {
    return between(this.#total, minute, length);
  }

  /** The share that was bad as `rate(bad) / rate(all)` has it: nothing before the series of the bad ones exists. */
  rateOfSeries(minute: number, length: number): number {
    const total = this.total(minute, length);
    return minute < this.#firstBad || total === 0 ? 0 : between(this.#badOfSeries, minute, length) / total;
  }
}

const between = (counts: Float64Array, minute: number, length: number) =>
  (counts[minute] ?? 0) - (counts[Math.max(0, minute - length)] ?? 0);

/** A counter without its resets. `first`: whether its first value counts. */
function grown(counter: readonly (number | undefined)[], first: 'whole' | 'unseen'): Float64Array {
  let sum = 0;
  let before: number | undefined;
  return Float64Array.from(counter, (value) => {
    if (value === undefined) return sum;
    if (before === undefined) sum += first === 'whole' ? value : 0;
    else sum += value >= before ? value - before : value;
    before = value;
    return sum;
  });
}
