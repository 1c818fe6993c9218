import { metrics } from '@sightline/catalogue';
import { counter } from '@sightline/observability';

export interface CacheOptions {
  readonly name: 'products' | 'product';
  /** How long a value is good for. */
  readonly ttlMs: number;
  /** Values kept at most; beyond it the oldest goes. */
  readonly capacity: number;
}

interface Entry<Value> {
  readonly value: Value;
  /** Milliseconds. */
  readonly until: number;
}

/** Values kept for a moment. Who misses one that is being loaded waits for it: however many ask, it is loaded once. */
export class Cache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #loading = new Map<string, Promise<Value>>();

  constructor(private readonly options: CacheOptions) {}

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const kept = this.kept(key);
    if (kept !== undefined) return Promise.resolve(kept);
    const loading = this.#loading.get(key);
    if (loading === undefined) return this.load(key, load);
    this.#count('shared');
    return loading;
  }

  /** What is there and still good. */
  kept(key: string, now: number = performance.now()): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.until <= now) return undefined;
    this.#count('hit');
    return entry.value;
  }

  /** Loads it whether or not somebody else does so already. */
  load(key: string, load: () => Promise<Value>): Promise<Value> {
    this.#count('load');
    if (this.#loading.has(key)) counter(metrics.cacheDuplicateLoads).inc({ cache_name: this.options.name });
    const loading = load()
      .then((value) => this.#keep(key, value))
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  #keep(key: string, value: Value): Value {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: performance.now() + this.options.ttlMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.options.capacity && oldest !== undefined) this.#entries.delete(oldest);
    return value;
  }

  #count(result: 'hit' | 'shared' | 'load'): void {
    counter(metrics.cacheRequests).inc({ cache_name: this.options.name, result });
  }
}
