import { describe, expect, it } from 'vitest';
import { categorises, matrix, vector } from './answers';
import { writtenValue } from './numbers';

const steps = { startUnixNano: 1_500_000_000n, endUnixNano: 3_500_000_000n, stepNanos: 1_000_000_000 };

describe('an answer', () => {
  it('leaves out what has no value, and sorts by labels', () => {
    const series = [
      { labels: { b: '2' }, values: [1, undefined, 0.5] },
      { labels: { a: '1' }, values: [undefined, 2, undefined] },
      { labels: { c: '1' }, values: [undefined, undefined, undefined] },
    ];
    expect(matrix(series, steps).result).toEqual([
      { metric: { a: '1' }, values: [[2.5, '2']] },
      {
        metric: { b: '2' },
        values: [
          [1.5, '1'],
          [3.5, '0.5'],
        ],
      },
    ]);
    expect(vector(series, steps, false).result).toEqual([{ metric: { b: '2' }, value: [1.5, '1'] }]);
  });

  it('has at most 500 series', () => {
    const series = Array.from({ length: 501 }, (_, i) => ({ labels: { a: String(i) }, values: [1] }));
    expect(() => vector(series, steps, false)).toThrow('maximum number of series (500) reached');
  });

  it('tells kinds of labels apart when asked to', () => {
    expect([undefined, 'x', 'x, categorize-labels'].map(categorises)).toEqual([false, false, true]);
  });

  it.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1.25e-10, '-0.000000000125'],
    [0.1, '0.1'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
  ])('writes %d without an exponent', (value, text) => expect(writtenValue(value)).toBe(text));
});
