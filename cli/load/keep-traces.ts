import type { Connections } from '../connections';
import { readTrace } from '../follow';
import { plainPaint } from '../terminal/paint';
import { traceView } from '../trace-view';

/** By then whatever follows from a request has usually happened, and is stored. */
const settledMs = 5_000;
const width = 120;

/**
 * Takes down the traces worth following while a run goes on, as `sightline trace` shows them: a store that keeps its newest spans has
 * forgotten the slowest of a rush before the rush is over.
 */
export class KeptTraces {
  readonly #connections: Pick<Connections, 'traces' | 'logs'>;
  readonly #noticed = new Map<string, number>();
  readonly #views = new Map<string, string>();
  #reading: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(connections: Pick<Connections, 'traces' | 'logs'>) {
    this.#connections = connections;
  }

  /** These are worth following by now; those that still are when they are complete are kept. */
  notice(traceIds: readonly string[], now = Date.now()): void {
    for (const id of traceIds) if (!this.#noticed.has(id)) this.#noticed.set(id, now);
    if (this.#busy) return;
    this.#busy = true;
    this.#reading = this.#read(traceIds.filter((id) => now - (this.#noticed.get(id) ?? now) >= settledMs)).finally(
      () => {
        this.#busy = false;
      },
    );
  }

  /** What is known of these in the end, by their ids. */
  async of(traceIds: readonly string[]): Promise<Record<string, string>> {
    await this.#reading;
    await this.#read(traceIds);
    return Object.fromEntries([...this.#views].filter(([id]) => traceIds.includes(id)));
  }

  /** A store that does not answer costs the run nothing but this. */
  async #read(traceIds: readonly string[]): Promise<void> {
    for (const id of traceIds.filter((each) => !this.#views.has(each))) {
      const trace = await readTrace(id, this.#connections).catch(() => undefined);
      if (trace) this.#views.set(id, traceView(trace, { width, paint: plainPaint }));
    }
  }
}
