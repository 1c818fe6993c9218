import { setTimeout as delay } from 'node:timers/promises';
import { type Backoff, backoffMs } from './backoff';

export interface PollingOptions {
  /** Does what there is to do and gives how much that was; `failures` counts the polls that failed in a row before. */
  readonly poll: (failures: number) => Promise<number>;
  /** A poll that follows one which found something begins this long after it: what comes meanwhile is taken together. */
  readonly gatherMs?: number;
  /** The delay after polls that found nothing, growing. */
  readonly idle: Backoff;
  /** The delay after polls that failed, growing. */
  readonly backOff: Backoff;
  /** A poll failed, and the next one comes after a delay: it must be told, or work stands still in silence. */
  readonly onFailure: (error: unknown, delayMs: number) => void;
}

/**
 * Polls for work: at once when it is woken while idle, soon after a poll that found some, else less and less often. A
 * wake-up during a poll is not lost.
 */
export class Polling {
  readonly #stopping = new AbortController();
  #endIdling = () => {};
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(private readonly options: PollingOptions) {}

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#endIdling();
  }

  /** Polls on until there is nothing left to do, or a poll fails; then ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#endIdling();
    await this.#running;
  }

  async #run(): Promise<void> {
    let emptyPolls = 0;
    let failures = 0;
    while (true) {
      this.#woken = false;
      const began = performance.now();
      try {
        const found = await this.options.poll(failures);
        failures = 0;
        emptyPolls = found > 0 ? 0 : emptyPolls + 1;
        if (found > 0) await this.#delay(began + (this.options.gatherMs ?? 0) - performance.now());
      } catch (error) {
        failures++;
        const delayMs = backoffMs(failures, this.options.backOff);
        this.options.onFailure(error, delayMs);
        await this.#delay(delayMs);
      }
      if (this.#stopping.signal.aborted && (emptyPolls > 0 || failures > 0)) return;
      if (emptyPolls > 0 && failures === 0 && !this.#woken) emptyPolls = await this.#idleAfter(emptyPolls);
    }
  }

  /** Called off by `stop`. */
  async #delay(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }

  /** Gives the number of empty polls to count on from: none after a wake-up. */
  #idleAfter(emptyPolls: number): Promise<number> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(emptyPolls), backoffMs(emptyPolls, this.options.idle));
      this.#endIdling = () => {
        clearTimeout(timer);
        resolve(0);
      };
    });
  }
}
