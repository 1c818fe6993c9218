import { describe, expect, it } from 'vitest';
import { keptByShare } from './kept-traces';
import { traceOfNumber } from './streams';

const ids = Array.from({ length: 20_000 }, (_, number) => traceOfNumber(number));
const keptOf = (share: number) => ids.filter((id) => keptByShare(id, share)).length / ids.length;

describe('the share of traces that is kept', () => {
  it.each([1, 10, 50, 99])('is what it is told to be: %d %%', (share) => {
    expect(Math.abs(keptOf(share) - share / 100)).toBeLessThan(0.01);
  });

  it.each([
    [0, 0],
    [100, 1],
  ])('is nothing or all at %d %%', (share, kept) => expect(keptOf(share)).toBe(kept));

  it('grows with the share: what a small one keeps, a larger one keeps', () => {
    const small = ids.filter((id) => keptByShare(id, 5));
    expect(small.every((id) => keptByShare(id, 20))).toBe(true);
  });
});
