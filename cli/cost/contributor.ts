/** One of those that make up a signal. */
export interface Contributor {
  readonly name: string;
  /** Spans, lines or series. */
  readonly count: number;
  readonly bytes?: number;
  /** Of all there are of it, from 0 to 1. */
  readonly share: number;
}

const most = 10;

/** The biggest of them, by what `weight` says of each. */
export function biggest<Key extends 'count' | 'bytes'>(
  all: readonly (Omit<Contributor, 'share'> & Record<Key, number>)[],
  weight: Key,
  total = all.reduce((sum, each) => sum + each[weight], 0),
): Contributor[] {
  return all
    .filter((each) => each[weight] > 0)
    .toSorted((a, b) => b[weight] - a[weight] || a.name.localeCompare(b.name))
    .slice(0, most)
    .map((each) => ({ ...each, share: total > 0 ? each[weight] / total : 0 }));
}

/** Adds up by name. */
export class Tally {
  readonly #all = new Map<string, { count: number; bytes: number }>();

  add(name: string, { count, bytes }: { readonly count: number; readonly bytes: number }): void {
    const known = this.#all.get(name) ?? { count: 0, bytes: 0 };
    this.#all.set(name, { count: known.count + count, bytes: known.bytes + bytes });
  }

  get all(): { readonly name: string; readonly count: number; readonly bytes: number }[] {
    return [...this.#all].map(([name, sums]) => ({ name, ...sums }));
  }
}
