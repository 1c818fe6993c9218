import { describe, expect, it } from 'vitest';
import { component } from '../why';
import { accuracyAt, averageUpTo, placesOf } from './accuracy';

const [a, b, c] = ['a', 'b', 'c'].map(component) as [
  ReturnType<typeof component>,
  ReturnType<typeof component>,
  ReturnType<typeof component>,
];

describe('the accuracy of rankings', () => {
  it('counts the cases whose cause is among the first', () => {
    const cases = [
      { truths: [a], ranking: [a, b] },
      { truths: [a], ranking: [b, c, a] },
      { truths: [a], ranking: [] },
    ];
    expect(accuracyAt(1, cases)).toBeCloseTo(1 / 3);
    expect(accuracyAt(3, cases)).toBeCloseTo(2 / 3);
    expect(averageUpTo(3, cases)).toBeCloseTo((1 / 3 + 1 / 3 + 2 / 3) / 3);
  });

  it('asks for as many of two causes as there is room for', () => {
    expect(accuracyAt(1, [{ truths: [a, b], ranking: [b, c, a] }])).toBe(1);
    expect(accuracyAt(2, [{ truths: [a, b], ranking: [b, c, a] }])).toBe(0.5);
    expect(accuracyAt(3, [{ truths: [a, b], ranking: [b, c, a] }])).toBe(1);
    expect(placesOf([a, b], [b, c])).toEqual([undefined, 1]);
  });
});
