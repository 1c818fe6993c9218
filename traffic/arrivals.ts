import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from './dice';

export interface ArrivalsOptions {
  readonly perSecond: number;
  readonly dice: Dice;
  /** Someone arrives. Whoever came before may still be here: nobody waits for anybody. */
  arrive(): Promise<void>;
  /** How many may be here at once; who comes then is turned away, so that a hanging shop does not fill the memory. */
  readonly capacity: number;
  readonly signal: AbortSignal;
}

/**
 * An open model: arrivals come at their own, random times, however slow the shop is. A closed loop would slow down with
 * the shop and hide the very trouble it should show (coordinated omission).
 *
 * @returns once the signal is raised and everybody has left.
 */
export async function arrivals({ perSecond, dice, arrive, capacity, signal }: ArrivalsOptions): Promise<void> {
  const present = new Set<Promise<void>>();
  let due = performance.now();
  while (!signal.aborted) {
    due += dice.nextArrivalMs(perSecond);
    await sleep(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted || present.size >= capacity) continue;
    const visit = arrive().finally(() => present.delete(visit));
    present.add(visit);
  }
  await Promise.all(present);
}
