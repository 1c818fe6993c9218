import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  readonly withinMs: number;
  readonly everyMs?: number;
}

export interface Waited<Value> {
  /** Undefined when the time ran out. */
  readonly value: Value | undefined;
  /** How long it took to come, or how long was waited in vain. */
  readonly ms: number;
}

/** Asks again and again until there is a value, or the time is over. What `probe` throws the last time is thrown. */
export async function waitUntil<Value>(
  probe: () => Promise<Value | undefined>,
  { withinMs, everyMs = 50 }: WaitOptions,
): Promise<Waited<Value>> {
  const start = performance.now();
  for (;;) {
    const isLast = performance.now() - start + everyMs > withinMs;
    const value = await probe().catch((error) => {
      if (isLast) throw error;
      return undefined;
    });
    const ms = performance.now() - start;
    if (value !== undefined || isLast) return { value, ms };
    await sleep(everyMs);
  }
}
