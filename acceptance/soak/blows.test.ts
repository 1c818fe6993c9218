import { describe, expect, it } from 'vitest';
import { type Blow, blows } from './blows';

const first = (count: number, seed: number): Blow[] => {
  const all = blows(seed);
  return Array.from({ length: count }, () => all.next().value);
};

describe('blows', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(first(50, 7)).toEqual(first(50, 7));
    expect(first(50, 7)).not.toEqual(first(50, 8));
  });

  it('meet every victim in every way', () => {
    const met = new Set(first(1_000, 1).map(({ kind, victim }) => `${kind} ${victim}`));
    const parts = ['order', 'payment', 'kafka', 'postgres', 'bank', 'collector'];
    const expected = [...parts.flatMap((part) => [`kill ${part}`, `freeze ${part}`]), 'cut order', 'cut payment'];
    expect([...met].sort()).toEqual(expected.sort());
  });
});
