import { setTimeout as delay } from 'node:timers/promises';

export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * The delay before try `attempt + 1`: exponential, with full jitter over its upper half, so that many who failed together do
 * not return together.
 */
export function backoffMs(attempt: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return ceiling * (0.5 + random() / 2);
}

export interface RetryOptions extends Backoff {
  /** Ends the tries: the error is thrown on. */
  readonly giveUp: (error: unknown, attempt: number) => boolean;
  /** Awaited before each delay. */
  readonly onRetry?: (error: unknown, attempt: number, delayMs: number) => void | Promise<void>;
  /** Cuts the delays short; the last error is thrown on. */
  readonly signal: AbortSignal;
}

export async function retry<Result>(work: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (options.signal.aborted || options.giveUp(error, attempt)) throw error;
      const delayMs = backoffMs(attempt, options);
      await options.onRetry?.(error, attempt, delayMs);
      await delay(delayMs, undefined, { signal: options.signal }).catch(() => {
        throw error;
      });
    }
  }
}
