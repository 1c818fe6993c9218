import type { Span, TraceStore } from '@sightline/stores';

/** The trace store, asked once for each trace, and by a few callers at a time. */
export class StoredTraces {
  readonly #store: TraceStore;
  readonly #known = new Map<string, Promise<Span[] | undefined>>();
  /** The last question of each lane: the next one waits for it. */
  readonly #lanes: Promise<unknown>[] = Array.from({ length: 8 }, () => Promise.resolve());

  constructor(store: TraceStore) {
    this.#store = store;
  }

  spans(traceId: string): Promise<Span[] | undefined> {
    const known = this.#known.get(traceId);
    if (known) return known;
    const lane = this.#known.size % this.#lanes.length;
    const asked = Promise.resolve(this.#lanes[lane]).then(() => this.#store.spans(traceId));
    this.#lanes[lane] = asked.catch(() => undefined);
    this.#known.set(traceId, asked);
    return asked;
  }
}
