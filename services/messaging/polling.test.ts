import { describe, expect, it } from 'vitest';
import { Polling } from './polling';

const long = { firstMs: 60_000, maxMs: 60_000 };
const quick = { firstMs: 1, maxMs: 2 };
const unexpected = (error: unknown) => {
  throw error;
};

/** Polls that give these results one after the other, then nothing; `seen(n)` waits for the nth poll to have begun. */
function polls(...results: (number | Error)[]) {
  let count = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    poll: async () => {
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
  it('polls again at once after it found something', async () => {
    const { poll, seen } = polls(5, 5);
    const polling = new Polling({ poll, idle: long, backOff: quick, onFailure: unexpected });
    polling.start();
    await seen(3);
    await polling.stop();
  });

  it('gathers what comes after a poll that found something, for its next', async () => {
    const begun: number[] = [];
    const { poll, seen } = polls(1, 1);
    const polling = new Polling({
      poll: () => {
        begun.push(performance.now());
        return poll();
      },
      gatherMs: 30,
      idle: long,
      backOff: quick,
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
    const work = polls(1, 1, 0);
    const polling = new Polling({
      poll: work.poll,
      gatherMs: 60_000,
      idle: long,
      backOff: quick,
      onFailure: unexpected,
    });
    polling.start();
    await work.seen(1);
    await polling.stop();
    expect(work.count).toBe(3);
  });

  it('is idle no longer after a wake-up', async () => {
    const { poll, seen } = polls();
    const polling = new Polling({ poll, idle: long, backOff: quick, onFailure: unexpected });
    polling.start();
    await seen(1);
    polling.wake();
    await seen(2);
    await polling.stop();
  });

  it('does not lose a wake-up that comes during a poll', async () => {
    const { poll, seen } = polls();
    const polling: Polling = new Polling({
      poll: async () => {
        const found = await poll();
        if (woken++ === 0) polling.wake();
        return found;
      },
      idle: long,
      backOff: quick,
      onFailure: unexpected,
    });
    let woken = 0;
    polling.start();
    await seen(2);
    await polling.stop();
  });

  it('goes on after a poll that failed, and tells of it', async () => {
    const { poll, seen } = polls(new Error('away'));
    const told: unknown[] = [];
    const polling = new Polling({ poll, idle: quick, backOff: quick, onFailure: (error) => told.push(error) });
    polling.start();
    await seen(2);
    await polling.stop();
    expect(told).toEqual([new Error('away')]);
  });

  it('finishes what there is to do before it stops', async () => {
    const work = polls(1, 1, 1, 0);
    const polling = new Polling({ poll: work.poll, idle: long, backOff: quick, onFailure: unexpected });
    polling.start();
    await polling.stop();
    expect(work.count).toBe(4);
  });
});
