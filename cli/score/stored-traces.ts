import type { Span, TraceStore } from '../backends';

/** The trace store, asked once for each trace, and by a few callers at a time. */
export class StoredTraces {
  readonly #store: TraceStore;
  readonly #known = new Map<string, Promise<Span[] | undefined>>();
  #lanes: Promise<unknown>[] = Array.from({ length: 8 }, () => Promise.resolve());
  #turn = 0;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  spans(traceId: string): Promise<Span[] | undefined> {
    const known = this.#known.get(traceId);
    if (known) return known;
    const lane = this.#turn++ % this.#lanes.length;
    const asked = (this.#lanes[lane] ?? Promise.resolve()).then(() => this.#store.spans(traceId));
    this.#lanes[lane] = asked.catch(() => undefined);
    this.#known.set(traceId, asked);
    return asked;
  }
}
