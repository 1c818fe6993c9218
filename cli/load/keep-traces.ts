import type { Connections } from '../connections';
import { plainPaint } from '../terminal/paint';
import { traceView } from '../trace-view';

/** By then whatever follows from a request has usually happened, and is stored. */
const completeAfterMs = 5_000;
const width = 120;

/**
 * Takes down the traces worth following, as `sightline trace` shows them, for a store that keeps its newest spans forgets them.
 * Their spans alone: log lines are not forgotten.
 */
export class KeptTraces {
  readonly #traces: Pick<Connections['traces'], 'spans'>;
  readonly #noticed = new Map<string, number>();
  readonly #asked = new Set<string>();
  readonly #views = new Map<string, string>();
  #reading: Promise<void> | undefined;

  constructor({ traces }: { readonly traces: Pick<Connections['traces'], 'spans'> }) {
    this.#traces = traces;
  }

  /**
   * These are worth following by now. While it is `quiet`, those that are complete are kept: at the top of a rush the machine has
   * nothing to spare, and reading a few traces would make more of them slow.
   */
  notice(traceIds: readonly string[], { quiet, now = Date.now() }: { quiet: boolean; now?: number }): void {
    for (const id of traceIds) if (!this.#noticed.has(id)) this.#noticed.set(id, now);
    if (!quiet || this.#reading) return;
    const complete = traceIds.filter(
      (id) => now - (this.#noticed.get(id) ?? now) >= completeAfterMs && !this.#asked.has(id),
    );
    this.#reading = this.#read(complete).finally(() => {
      this.#reading = undefined;
    });
  }

  /** What is known of these in the end, by their ids. */
  async of(traceIds: readonly string[]): Promise<Record<string, string>> {
    await this.#reading;
    await this.#read(traceIds.filter((id) => !this.#views.has(id)));
    return Object.fromEntries([...this.#views].filter(([id]) => traceIds.includes(id)));
  }

  /** A store that does not answer costs the run nothing but this. */
  async #read(traceIds: readonly string[]): Promise<void> {
    for (const traceId of traceIds) {
      this.#asked.add(traceId);
      const spans = await this.#traces.spans(traceId).catch(() => undefined);
      if (spans) this.#views.set(traceId, traceView({ traceId, spans, logs: [] }, { width, paint: plainPaint }));
    }
  }
}
