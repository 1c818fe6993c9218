import { describe, expect, it } from 'vitest';
import { Polling } from './polling';

const long = { firstMs: 60_000, maxMs: 60_000 };
const quick = { firstMs: 1, maxMs: 2 };
const unexpected = (error: unknown) => {
  throw error;
};

/** Looks that give these results one after the other, then nothing; `seen(n)` waits for the nth look to have begun. */
function looks(...results: (number | Error)[]) {
  let count = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    look: async () => {
      count++;
      for (const waiter of waiting) if (count >= waiter.count) waiter.resolve();
      const result = results[count - 1] ?? 0;
      if (result instanceof Error) throw result;
      return result;
    },
    seen: (n: number) => new Promise<void>((resolve) => (count >= n ? resolve() : waiting.push({ count: n, resolve }))),
    get count() {
      return count;
    },
  };
}

describe('polling', () => {
  it('looks again at once after it found something', async () => {
    const { look, seen } = looks(5, 5);
    const polling = new Polling({ look, rest: long, pause: quick, onFailure: unexpected });
    polling.start();
    await seen(3);
    await polling.stop();
  });

  it('gathers what comes after a look that found something, for its next', async () => {
    const begun: number[] = [];
    const { look, seen } = looks(1, 1);
    const polling = new Polling({
      look: () => {
        begun.push(performance.now());
        return look();
      },
      gatherMs: 30,
      rest: long,
      pause: quick,
      onFailure: unexpected,
    });
    polling.start();
    await seen(3);
    polling.wake();
    await polling.stop();
    const [first = 0, second = 0, third = 0] = begun;
    expect(Math.min(second - first, third - second)).toBeGreaterThan(28);
  });

  it('gathers no longer once it is to stop', async () => {
    const work = looks(1, 1, 0);
    const polling = new Polling({ look: work.look, gatherMs: 60_000, rest: long, pause: quick, onFailure: unexpected });
    polling.start();
    await work.seen(1);
    await polling.stop();
    expect(work.count).toBe(3);
  });

  it('ends its rest at a wake-up', async () => {
    const { look, seen } = looks();
    const polling = new Polling({ look, rest: long, pause: quick, onFailure: unexpected });
    polling.start();
    await seen(1);
    polling.wake();
    await seen(2);
    await polling.stop();
  });

  it('does not lose a wake-up that comes during a look', async () => {
    const { look, seen } = looks();
    const polling: Polling = new Polling({
      look: async () => {
        const found = await look();
        if (woken++ === 0) polling.wake();
        return found;
      },
      rest: long,
      pause: quick,
      onFailure: unexpected,
    });
    let woken = 0;
    polling.start();
    await seen(2);
    await polling.stop();
  });

  it('goes on after a look that failed, and tells of it', async () => {
    const { look, seen } = looks(new Error('away'));
    const told: unknown[] = [];
    const polling = new Polling({ look, rest: quick, pause: quick, onFailure: (error) => told.push(error) });
    polling.start();
    await seen(2);
    await polling.stop();
    expect(told).toEqual([new Error('away')]);
  });

  it('finishes what there is to do before it stops', async () => {
    const work = looks(1, 1, 1, 0);
    const polling = new Polling({ look: work.look, rest: long, pause: quick, onFailure: unexpected });
    polling.start();
    await polling.stop();
    expect(work.count).toBe(4);
  });
});
