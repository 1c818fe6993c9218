/** What asks for a turn. */
export interface Taker {
  readonly name: string;
  /** The lowest of those that wait is next. */
  readonly rank: number;
}

interface Waiting extends Taker {
  readonly go: () => void;
}

/** One at a time. */
export class Turns {
  #now: Taker | undefined;
  readonly #waiting: Waiting[] = [];

  /** Asks for a turn at once; resolves when it has come, with what ends it. */
  async take(taker: Taker): Promise<() => void> {
    if (this.#now) {
      await new Promise<void>((go) => {
        this.#waiting.push({ ...taker, go });
        this.#waiting.sort((one, other) => one.rank - other.rank);
      });
    }
    this.#now = taker;
    return () => this.#end(taker);
  }

  /** Whose turns are to end before the one of `name` has ended, its own included. */
  until(name: string): readonly string[] {
    const all = [...(this.#now ? [this.#now] : []), ...this.#waiting].map((taker) => taker.name);
    return all.slice(0, all.indexOf(name) + 1);
  }

  #end(taker: Taker): void {
    if (this.#now !== taker) return;
    const next = this.#waiting.shift();
    this.#now = next;
    next?.go();
  }
}
