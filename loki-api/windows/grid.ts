/** The steps of a query, and the window before each of them. All times are in nanoseconds. */
export interface Steps {
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
  /** 0: there is but one step, the start. */
  readonly stepNanos: number;
}

export const countOf = ({ startUnixNano, endUnixNano, stepNanos }: Steps): number =>
  stepNanos === 0 ? 1 : Number((endUnixNano - startUnixNano) / BigInt(stepNanos)) + 1;

/** The time of a step in milliseconds, as answers give it. */
export const timeOf = ({ startUnixNano, stepNanos }: Steps, step: number): number =>
  Number((startUnixNano + BigInt(step) * BigInt(stepNanos)) / 1_000_000n);

/**
 * Windows are open on the left and closed on the right: (t - range, t]. Their edges cut time into cells, so that every moment is in
 * one cell and every window is a run of cells: what is counted is counted once, however much the windows overlap.
 */
export class WindowGrid {
  /** The moment of the first step, offset taken off: times in here are counted from it. */
  readonly originUnixNano: bigint;
  readonly windows: number;
  readonly #edges: readonly number[];
  readonly #runs: readonly { readonly from: number; readonly to: number }[];
  readonly #range: number;
  readonly #step: number;

  constructor(steps: Steps, rangeNanos: number, offsetNanos: number) {
    this.originUnixNano = steps.startUnixNano - BigInt(offsetNanos);
    this.windows = countOf(steps);
    this.#range = rangeNanos;
    this.#step = steps.stepNanos;
    const ends = Array.from({ length: this.windows }, (_, k) => k * steps.stepNanos);
    const edges = [...new Set([...ends, ...ends.map((end) => end - rangeNanos)])].sort((a, b) => a - b);
    const indexOf = new Map(edges.map((edge, i) => [edge, i]));
    this.#edges = edges;
    this.#runs = ends.map((end) => ({ from: indexOf.get(end - rangeNanos) ?? 0, to: indexOf.get(end) ?? 0 }));
  }

  /** The time that is looked at: from `start`, up to but not including `end`. */
  get span(): { readonly startUnixNano: bigint; readonly endUnixNano: bigint } {
    const last = (this.windows - 1) * this.#step;
    return {
      startUnixNano: this.originUnixNano - BigInt(this.#range) + 1n,
      endUnixNano: this.originUnixNano + BigInt(last) + 1n,
    };
  }

  /** The width of equal cells, aligned with the origin, of which every window is made; undefined for a single window. */
  get cellNanos(): number | undefined {
    return this.windows === 1 ? undefined : greatestCommonDivisor(this.#step, this.#range);
  }

  /** Nanoseconds from the origin. */
  relative(unixNano: bigint): number {
    return Number(unixNano - this.originUnixNano);
  }

  /** The cell a moment is in; undefined if it is in none, or in one between windows. */
  cellOf(relative: number): number | undefined {
    let [low, high] = [0, this.#edges.length - 1];
    if (relative <= (this.#edges[0] ?? 0) || relative > (this.#edges[high] ?? 0)) return undefined;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (relative > (this.#edges[middle] ?? 0)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The cells of window `k`: from `from`, up to but not including `to`. */
  cellsOf(k: number): { readonly from: number; readonly to: number } {
    return this.#runs[k] ?? { from: 0, to: 0 };
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
