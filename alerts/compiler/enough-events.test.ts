import { describe, expect, it } from 'vitest';
import { alwaysEnough, type Claim, enoughEvents, neededAmong } from './enough-events';
import { probabilityOfAtLeast } from './poisson';

const objectives = [50, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999];
const claims: readonly Claim[] = ['page', 'ticket', 'goes-on'];

describe('the bad events that are enough', () => {
  it('are few among few events, and more among more', () => {
    expect(enoughEvents({ objective: 99.9 }, 'page')).toEqual([
      { bad: 2, among: 148 },
      { bad: 3, among: 436 },
      { bad: 4, among: 823 },
    ]);
    // Ten times the budget: a tenth of the events.
    expect(enoughEvents({ objective: 99 }, 'page').map(({ among }) => among)).toEqual([14, 43, 82]);
  });

  it.each(objectives.flatMap((objective) => claims.map((claim) => ({ objective, claim }))))(
    'of $objective % for $claim come by chance as rarely as they must, and grow with the traffic',
    ({ objective, claim }) => {
      const steps = enoughEvents({ objective }, claim);
      const budget = (100 - objective) / 100;
      for (const { bad, among } of steps) {
        expect(probabilityOfAtLeast(bad, among * budget)).toBeLessThanOrEqual(0.0501);
        expect(among).toBeGreaterThanOrEqual(bad);
      }
      const needed = [1, 10, 100, 1_000, 10_000, 1e6].map((events) => neededAmong(steps, events));
      expect(needed).toEqual(needed.toSorted((a, b) => a - b));
      expect(needed.at(-1)).toBe(alwaysEnough);
    },
  );

  it('are never one, but for what is known to be wrong already', () => {
    for (const objective of objectives) {
      for (const claim of ['page', 'ticket'] as const)
        expect(Math.min(alwaysEnough, ...enoughEvents({ objective }, claim).map(({ bad }) => bad))).toBeGreaterThan(1);
    }
    expect(neededAmong(enoughEvents({ objective: 99.9 }, 'goes-on'), 10)).toBe(1);
    expect(neededAmong(enoughEvents({ objective: 99.9 }, 'goes-on'), 11)).toBe(2);
  });
});

describe('the probability of so many events', () => {
  it.each([
    [1, 0.5, 0.393469],
    [2, 0.148, 0.009929],
    [3, 2, 0.323324],
    [5, 1, 0.00366],
  ])('at least %d where %d are expected, is %d', (count, mean, expected) =>
    expect(probabilityOfAtLeast(count, mean)).toBeCloseTo(expected, 5),
  );
});
