import { vi } from 'vitest';

/** From here on a signal that ends a wait comes so many `times` sooner. Gives the limits that were asked for, in milliseconds. */
export function hurrySignals(times = 100): readonly number[] {
  const { timeout } = AbortSignal;
  const asked: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    asked.push(ms);
    return timeout.call(AbortSignal, ms / times);
  });
  return asked;
}
