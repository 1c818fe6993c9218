import { describe, expect, it } from 'vitest';
import { arrivals } from './arrivals';
import { dice } from './dice';

describe('arrivals', () => {
  it('do not wait for those who came before', async () => {
    const closing = new AbortController();
    const closed = new Promise<void>((leave) => closing.signal.addEventListener('abort', () => leave()));
    let present = 0;
    let most = 0;
    await arrivals({
      perSecond: 500,
      dice: dice(1),
      capacity: 100,
      signal: closing.signal,
      arrive: async () => {
        present += 1;
        most = Math.max(most, present);
        if (most === 20) closing.abort();
        await closed;
        present -= 1;
      },
    });
    expect(most).toBe(20);
    expect(present).toBe(0);
  });

  it('turn away whom there is no room for', async () => {
    const closing = new AbortController();
    let arrived = 0;
    const hanging = new Promise<void>((leave) => closing.signal.addEventListener('abort', () => leave()));
    setTimeout(() => closing.abort(), 100);
    await arrivals({
      perSecond: 2000,
      dice: dice(1),
      capacity: 3,
      signal: closing.signal,
      arrive: () => {
        arrived += 1;
        return hanging;
      },
    });
    expect(arrived).toBe(3);
  });

  it('follow a rate that changes, and end with it', async () => {
    const came: number[] = [];
    const start = performance.now();
    await arrivals({
      perSecond: { at: (elapsed) => (elapsed < 100 ? 200 : 2000), highest: 2000, durationMs: 200 },
      dice: dice(1),
      capacity: 1000,
      signal: new AbortController().signal,
      arrive: async (due) => void came.push(due - start),
    });
    const early = came.filter((due) => due < 100);
    expect(came.length).toBeGreaterThan(150);
    expect(early.length).toBeLessThan(came.length / 4);
    expect(Math.max(...came)).toBeLessThan(201);
  });
});
