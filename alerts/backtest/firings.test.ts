import { describe, expect, it } from 'vitest';
import { agree, firingsOf, lengthOf } from './firings';

const at = (...times: number[]) => ({ labels: {}, points: times.map((time) => ({ time, value: 1 })) });
const seconds = (firings: ReturnType<typeof firingsOf>) =>
  firings.map(({ from, to }) => [from.getTime() / 1_000, to.getTime() / 1_000]);

describe('the times during which an alert fires', () => {
  it('last from the first evaluation that finds it firing to the first that does not', () => {
    expect(seconds(firingsOf(at(10, 15, 20, 40), { step: 5_000 }))).toEqual([
      [10, 25],
      [40, 45],
    ]);
  });

  it('begin when it has been pending for long enough', () => {
    const options = { step: 5_000, wait: 10_000 };
    expect(seconds(firingsOf(at(0, 5, 10, 15), options))).toEqual([[10, 20]]);
    expect(seconds(firingsOf(at(0, 5), options))).toEqual([]);
  });

  it('have a length', () => expect(lengthOf(firingsOf(at(0, 60), { step: 5_000 }))).toBe(10_000));
});

describe('two accounts of firings', () => {
  const one = firingsOf(at(100, 105, 110), { step: 5_000 });

  it('agree when they differ by the phase of the evaluations', () => {
    expect(agree(one, firingsOf(at(103, 108, 113), { step: 5_000 }), 5_000)).toBe(true);
  });

  it('do not when one begins later, or knows nothing of it', () => {
    expect(agree(one, firingsOf(at(112, 117), { step: 5_000 }), 5_000)).toBe(false);
    expect(agree(one, [], 5_000)).toBe(false);
  });
});
