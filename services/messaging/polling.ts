import { setTimeout as delay } from 'node:timers/promises';
import { type Backoff, backoffMs } from './backoff';

export interface PollingOptions {
  /** Does what there is to do and gives how much that was; `failures` counts the looks that failed in a row before. */
  readonly look: (failures: number) => Promise<number>;
  /** A look that follows one which found something begins this long after it: what comes meanwhile is taken together. */
  readonly gatherMs?: number;
  /** The rest after looks that found nothing, growing. */
  readonly rest: Backoff;
  /** The pause after looks that failed, growing. */
  readonly pause: Backoff;
  /** A look failed, and the next one comes after a pause: it must be told, or work stands still in silence. */
  readonly onFailure: (error: unknown, pauseMs: number) => void;
}

/**
 * Looks for work: at once when it is woken from its rest, soon after a look that found some, else less and less often. A
 * wake-up during a look is not lost.
 */
export class Polling {
  readonly #stopping = new AbortController();
  #endRest = () => {};
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(private readonly options: PollingOptions) {}

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#endRest();
  }

  /** Looks on until there is nothing left to do, or a look fails; then ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#endRest();
    await this.#running;
  }

  async #run(): Promise<void> {
    let emptyLooks = 0;
    let failures = 0;
    while (true) {
      this.#woken = false;
      const began = performance.now();
      try {
        const found = await this.options.look(failures);
        failures = 0;
        emptyLooks = found > 0 ? 0 : emptyLooks + 1;
        if (found > 0) await this.#pause(began + (this.options.gatherMs ?? 0) - performance.now());
      } catch (error) {
        failures++;
        const pauseMs = backoffMs(failures, this.options.pause);
        this.options.onFailure(error, pauseMs);
        await this.#pause(pauseMs);
      }
      if (this.#stopping.signal.aborted && (emptyLooks > 0 || failures > 0)) return;
      if (emptyLooks > 0 && failures === 0 && !this.#woken) emptyLooks = await this.#restAfter(emptyLooks);
    }
  }

  /** Called off by `stop`. */
  async #pause(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }

  /** Gives the number of empty looks to count on from: none after a wake-up. */
  #restAfter(emptyLooks: number): Promise<number> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(emptyLooks), backoffMs(emptyLooks, this.options.rest));
      this.#endRest = () => {
        clearTimeout(timer);
        resolve(0);
      };
    });
  }
}
