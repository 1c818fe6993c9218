import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds one attempt may take: what OpenTelemetry's exporters allow by default. */
const attemptMs = 10_000;
const everyMs = 100;

export interface SenderOptions {
  readonly url: string;
  /** Numbers a second. */
  readonly perSecond: number;
  /** The request that holds the numbers from `first` to `last`, both included. */
  body(first: number, last: number): object;
}

/**
 * Sends a numbered stream over OTLP as a client does that loses nothing: one request after the other, each again until it is answered,
 * while what comes meanwhile waits here.
 */
export class InsistingSender {
  made = 0;
  accepted = 0;
  /** Refused for good. */
  refused = 0;
  readonly #began = performance.now();
  readonly #aborting = new AbortController();
  #stopping = false;
  readonly #work: Promise<void>;

  constructor(private readonly options: SenderOptions) {
    this.#work = this.#run();
  }

  /** Sends nothing more, whatever is not accepted yet. */
  abort(): void {
    this.#aborting.abort();
  }

  /** Makes no more. Resolves when all that was made is accepted or refused, or `withinMs` are over. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.race([this.#work, delay(withinMs, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#aborting;
    for (let sent = 0; !signal.aborted && (!this.#stopping || sent < this.made); ) {
      if (!this.#stopping) this.made = Math.floor(((performance.now() - this.#began) / 1_000) * this.options.perSecond);
      const last = Math.min(this.made, sent + this.options.perSecond);
      if (last > sent) await this.#insist(sent + 1, last);
      sent = last;
      if (sent === this.made) await delay(everyMs);
    }
  }

  async #insist(first: number, last: number): Promise<void> {
    const body = JSON.stringify(this.options.body(first, last));
    for (let wait = 50; !this.#aborting.signal.aborted; wait = Math.min(wait * 2, 1_000)) {
      const status = await this.#attempt(body);
      if (status < 300) {
        this.accepted += last - first + 1;
        return;
      }
      if (status < 500 && status !== 429) {
        this.refused += last - first + 1;
        return;
      }
      await delay(wait);
    }
  }

  /** The status; 599 when there is no answer. */
  async #attempt(body: string): Promise<number> {
    try {
      const answer = await fetch(this.options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.any([AbortSignal.timeout(attemptMs), this.#aborting.signal]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 599;
    }
  }
}
