/** Why log records could not be delivered. */
export type DropReason = 'buffer_full' | 'refused' | 'unreachable';

export interface DeliveryOptions {
  /** Records that may wait for the collector; more are dropped. */
  readonly maxWaiting: number;
  /** Milliseconds one attempt may take. */
  readonly attemptTimeout: number;
  readonly fetch: typeof fetch;
  readonly dropped: (records: number, reason: DropReason) => void;
}

interface Batch {
  readonly url: string | URL;
  readonly init: RequestInit;
  readonly records: number;
}

/**
 * Delivers batches one after the other, so that their order stays, and again until the collector takes them: pino-loki
 * itself tries once and forgets. What does not fit the bound, or is refused for good, is dropped and counted.
 */
export class Delivery {
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  #closing = new AbortController();

  constructor(private readonly options: DeliveryOptions) {}

  /** Resolves when the batch is delivered or dropped; never rejects. */
  send(url: string | URL, init: RequestInit): Promise<void> {
    const batch = { url, init, records: recordsIn(init.body) };
    if (this.#waiting + batch.records > this.options.maxWaiting) {
      this.options.dropped(batch.records, 'buffer_full');
      return Promise.resolve();
    }
    this.#waiting += batch.records;
    this.#last = this.#last.then(async () => {
      const reason = await this.#deliver(batch);
      this.#waiting -= batch.records;
      if (reason) this.options.dropped(batch.records, reason);
    });
    return this.#last;
  }

  /** Waits for `rest`, which may still send, and for what is under way, `limit` milliseconds for both; what is left then is dropped. */
  async close(limit: number, rest?: Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => this.#closing.abort(), limit);
    await rest;
    await this.#last;
    clearTimeout(timer);
  }

  async #deliver({ url, init }: Batch): Promise<DropReason | undefined> {
    for (let delay = 50; !this.#closing.signal.aborted; delay = Math.min(delay * 2, 1_000)) {
      try {
        const signal = AbortSignal.any([AbortSignal.timeout(this.options.attemptTimeout), this.#closing.signal]);
        const response = await this.options.fetch(url, { ...init, signal });
        await response.arrayBuffer();
        if (response.ok) return undefined;
        if (response.status < 500 && response.status !== 429) return 'refused';
      } catch {
        // Not reachable now; the collector is restarted within seconds.
      }
      await this.#pause(delay);
    }
    return 'unreachable';
  }

  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}

/** pino-loki makes one stream of each record, and begins each like this, which no text inside can hold: its quotes would be escaped. */
const streamBegins = '{"stream":{';

function recordsIn(body: RequestInit['body']): number {
  if (typeof body !== 'string') return 0;
  let records = 0;
  for (let at = body.indexOf(streamBegins); at !== -1; at = body.indexOf(streamBegins, at + streamBegins.length))
    records++;
  return records;
}
