export interface BucketOptions {
  /** Tokens that come back per second. */
  readonly perSecond: number;
  /** Tokens a client has at most, and at first. */
  readonly burst: number;
  /** Clients remembered; beyond it the one not seen for longest is forgotten, and starts afresh. */
  readonly maxClients?: number;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Whole requests that would be allowed right now. */
  readonly remaining: number;
  /** Seconds until the next request is allowed; 0 when one is. */
  readonly retryAfter: number;
}

interface Bucket {
  tokens: number;
  /** Milliseconds; when `tokens` was right. */
  at: number;
}

/** A token bucket per client, in bounded memory. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly options: BucketOptions) {}

  take(client: string, now: number): Verdict {
    const { perSecond, burst, maxClients = 10_000 } = this.options;
    const bucket = this.#buckets.get(client) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens--;
    // Taken out and put back, a client is the last of the map: the first is the one not seen for longest.
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > maxClients) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    const missing = Math.max(0, 1 - bucket.tokens);
    return { allowed, remaining: Math.floor(bucket.tokens), retryAfter: allowed ? 0 : missing / perSecond };
  }

  get size(): number {
    return this.#buckets.size;
  }
}
