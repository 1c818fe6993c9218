import { describe, expect, it } from 'vitest';
import { backoffMs, retry } from './backoff';

const quick = { firstMs: 1, maxMs: 2 };

describe('the back-off', () => {
  it('doubles with each attempt up to its limit', () => {
    const longest = [1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, { firstMs: 100, maxMs: 1_000 }, () => 1));
    expect(longest).toEqual([100, 200, 400, 800, 1_000]);
  });

  it('is spread over the upper half of its limit', () => {
    expect(backoffMs(1, { firstMs: 100, maxMs: 1_000 }, () => 0)).toBe(50);
  });
});

describe('a retry', () => {
  it('tries until the work succeeds', async () => {
    let tries = 0;
    const work = async () => {
      tries++;
      if (tries < 3) throw new Error('not yet');
      return 'done';
    };
    expect(await retry(work, { ...quick, giveUp: () => false, signal: new AbortController().signal })).toBe('done');
    expect(tries).toBe(3);
  });

  it('throws the last error once it gives up', async () => {
    let tries = 0;
    const work = async () => {
      throw new Error(`try ${++tries}`);
    };
    const options = {
      ...quick,
      giveUp: (_: unknown, attempt: number) => attempt === 3,
      signal: new AbortController().signal,
    };
    await expect(retry(work, options)).rejects.toThrow('try 3');
  });

  it('ends its pause at once when the work is called off', async () => {
    const calledOff = new AbortController();
    const work = async () => {
      queueMicrotask(() => calledOff.abort());
      throw new Error('down');
    };
    const options = { firstMs: 60_000, maxMs: 60_000, giveUp: () => false, signal: calledOff.signal };
    await expect(retry(work, options)).rejects.toThrow('down');
  });
});
