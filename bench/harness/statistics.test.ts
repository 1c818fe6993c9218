import { describe, expect, test } from 'vitest';
import { median, quantile, ratioOf } from './statistics';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
  [[], Number.NaN],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

test('a quantile is a value that was seen', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile(values, 0.5)).toBe(50);
  expect(quantile([5], 0.01)).toBe(5);
});

describe('a ratio', () => {
  test('of equal pairs is one, and certain', () => {
    expect(ratioOf([2, 4, 8], [2, 4, 8])).toEqual({ mean: 1, low: 1, high: 1, pairs: 3 });
  });

  test('does not care how the machine drifts from pair to pair', () => {
    const { mean, low, high } = ratioOf([50, 25, 100, 10], [100, 50, 200, 20]);
    expect(mean).toBeCloseTo(0.5);
    expect(high - low).toBeCloseTo(0);
  });

  test('of twice and half is one', () => expect(ratioOf([2, 1], [1, 2]).mean).toBeCloseTo(1));

  test('is the wider the less the pairs agree', () => {
    const width = (candidate: number[]) => {
      const { low, high } = ratioOf(candidate, [1, 1, 1, 1, 1]);
      return high / low;
    };
    expect(width([0.9, 1.1, 0.8, 1.2, 1])).toBeGreaterThan(width([0.99, 1.01, 0.98, 1.02, 1]));
  });

  test('of one pair says nothing of its certainty', () => {
    expect(ratioOf([1], [2])).toMatchObject({ mean: 0.5, low: 0, high: Number.POSITIVE_INFINITY });
  });

  test('covers the truth 19 times in 20', () => {
    // Normal noise around a true ratio of 0.8, from a generator with a seed of its own.
    let state = 42;
    const uniform = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const noise = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const isCovered = () => {
      const candidate = Array.from({ length: 6 }, () => 0.8 * Math.exp(0.05 * noise()));
      const { low, high } = ratioOf(candidate, [1, 1, 1, 1, 1, 1]);
      return low <= 0.8 && 0.8 <= high;
    };
    const covered = Array.from({ length: 2_000 }, isCovered).filter(Boolean).length / 2_000;
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });
});
