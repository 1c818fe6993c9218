import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLoad } from './split-load';

const mean = { work: 2, processors: 0.5 };

describe('what a component uses for its work, and what it uses anyway', () => {
  it('is told by any load that changes', () => {
    const loads = fc.array(fc.double({ min: 10, max: 20, noNaN: true }), { minLength: 5, maxLength: 30 });
    const part = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(loads, part, part, (works, perUnit, idle) => {
        const observed = [1, ...works].map((work) => ({ work, processors: idle + perUnit * work }));
        const split = splitLoad(observed, mean);
        expect(split.isTold).toBe(true);
        expect(split.perUnit).toBeCloseTo(perUnit, 6);
        expect(split.idle).toBeCloseTo(idle, 6);
      }),
    );
  });

  it.each([
    ['the load is even', [5, 5.1, 5, 5.2, 5, 5.1].map((work) => ({ work, processors: work / 10 }))],
    ['there are few points', [1, 2, 4].map((work) => ({ work, processors: work / 10 }))],
    [
      'the processor time does not follow it',
      [1, 9, 1, 9, 1, 9].map((work, index) => ({ work, processors: index % 3 })),
    ],
    ['it falls while there is more to do', [1, 2, 3, 4, 5, 6].map((work) => ({ work, processors: 1 - work / 10 }))],
    ['it is always the same', [1, 2, 3, 4, 5, 6].map((work) => ({ work, processors: 1 }))],
    ['nothing was recorded', []],
  ])('is not told apart where %s', (_, observed) => {
    expect(splitLoad(observed, mean)).toEqual({ perUnit: 0.25, idle: 0, isTold: false });
  });

  it('is all idle where nothing was done', () => {
    expect(splitLoad([], { work: 0, processors: 0.5 })).toEqual({ perUnit: 0, idle: 0.5, isTold: false });
  });
});
