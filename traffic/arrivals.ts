import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from './dice';

export interface ArrivalsOptions {
  /** How many come each second on average: always the same, or by the milliseconds since the first could have come. */
  readonly perSecond: number | Rate;
  readonly dice: Dice;
  /** Someone arrives. Whoever came before may still be here: nobody waits for anybody. */
  arrive(due: number): Promise<void>;
  /** How many may be here at once; who comes then is turned away, so that a hanging shop does not fill the memory. */
  readonly capacity: number;
  /** Called for each who is turned away. */
  onTurnedAway?(due: number): void;
  readonly signal: AbortSignal;
}

export interface Rate {
  at(elapsedMs: number): number;
  /** No less than any rate there is. */
  readonly highest: number;
  /** After this long nobody comes any more. */
  readonly durationMs: number;
}

/**
 * An open model: arrivals come at their own, random times, however slow the shop is. A closed loop would slow down with
 * the shop and hide the very trouble it should show (coordinated omission). A rate that changes is made by thinning: as many
 * come as at its highest, and chance sends some of them away unseen (Lewis and Shedler, 1979).
 *
 * @returns once the signal is raised, or the rate has ended, and everybody has left.
 */
export async function arrivals({ perSecond, dice, arrive, capacity, onTurnedAway, signal }: ArrivalsOptions) {
  const rate = typeof perSecond === 'number' ? steadily(perSecond) : perSecond;
  const present = new Set<Promise<void>>();
  const start = performance.now();
  for (let elapsed = 0; ; ) {
    elapsed += dice.nextArrivalMs(rate.highest);
    if (elapsed > rate.durationMs) break;
    if (!dice.chance(rate.at(elapsed) / rate.highest)) continue;
    const due = start + elapsed;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    if (present.size >= capacity) {
      onTurnedAway?.(due);
      continue;
    }
    const visit = arrive(due).finally(() => present.delete(visit));
    present.add(visit);
  }
  await Promise.all(present);
}

const steadily = (perSecond: number): Rate => ({
  at: () => perSecond,
  highest: perSecond,
  durationMs: Number.POSITIVE_INFINITY,
});
