import type { Span, TraceStore } from '@sightline/stores';

const concurrency = 8;

/** The trace store, asked once for each trace, and by a few callers at a time. */
export class StoredTraces {
  readonly #store: TraceStore;
  readonly #known = new Map<string, Promise<Span[] | undefined>>();
  /** The last question of each queue: the next one waits for it. */
  readonly #queues: Promise<unknown>[] = Array.from({ length: concurrency }, () => Promise.resolve());

  constructor(store: TraceStore) {
    this.#store = store;
  }

  spans(traceId: string): Promise<Span[] | undefined> {
    const known = this.#known.get(traceId);
    if (known) return known;
    const queue = this.#known.size % this.#queues.length;
    const asked = Promise.resolve(this.#queues[queue]).then(() => this.#store.spans(traceId));
    this.#queues[queue] = asked.catch(() => undefined);
    this.#known.set(traceId, asked);
    return asked;
  }
}
