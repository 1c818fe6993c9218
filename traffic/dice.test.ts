import { describe, expect, it } from 'vitest';
import { dice } from './dice';

const rolls = (seed: number, count: number) => {
  const chance = dice(seed);
  return Array.from({ length: count }, () => chance.roll());
};

describe('dice', () => {
  it('fall the same way for the same seed, and another way for another', () => {
    expect(rolls(7, 5)).toEqual(rolls(7, 5));
    expect(rolls(7, 5)).not.toEqual(rolls(8, 5));
  });

  it('give whole numbers from one bound to the other, both included', () => {
    const chance = dice(1);
    const seen = new Set(Array.from({ length: 500 }, () => chance.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  it('choose in proportion to the weights', () => {
    const chance = dice(1);
    const items = [
      { name: 'often', weight: 9 },
      { name: 'seldom', weight: 1 },
    ] as const;
    const often = Array.from({ length: 2000 }, () => chance.weighted(items)).filter(({ name }) => name === 'often');
    expect(often.length / 2000).toBeCloseTo(0.9, 1);
  });

  it('space arrivals so that the rate comes out', () => {
    const chance = dice(1);
    const total = Array.from({ length: 5000 }, () => chance.nextArrivalMs(4)).reduce((sum, ms) => sum + ms, 0);
    expect(5000 / (total / 1000)).toBeCloseTo(4, 0);
  });

  it('make ids of the form of a random UUID', () => {
    expect(dice(1).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
