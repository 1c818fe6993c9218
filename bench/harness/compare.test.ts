import { describe, expect, test } from 'vitest';
import { type Candidate, compare } from './compare';

/** A machine on which every sample is slower than the one before, and that remembers whose turn it was. */
function driftingMachine() {
  const turns: string[] = [];
  let speed = 1_000;
  const candidate = (name: string, keeps: number): Candidate<'rate'> => ({
    name,
    measure: async () => {
      turns.push(name);
      speed *= 0.999;
      return { rate: speed * keeps };
    },
  });
  return { turns, candidate };
}

describe('a comparison', () => {
  test('begins with the reference beside itself, and then takes turns, forwards and backwards', async () => {
    const { turns, candidate } = driftingMachine();
    const { control } = await compare({
      candidates: [candidate('a', 1), candidate('b', 0.5), candidate('c', 2)],
      pairs: 2,
      judge: 'rate',
    });

    expect(turns.join('')).toBe('aaaaabccba');
    expect(control.holds).toBe(true);
  });

  test('finds the ratios whatever the machine does meanwhile', async () => {
    const { candidate } = driftingMachine();
    const { compared } = await compare({
      candidates: [candidate('a', 1), candidate('b', 0.5)],
      pairs: 6,
      judge: 'rate',
    });

    const [reference, other] = compared;
    expect(reference?.ratio.rate.mean).toBe(1);
    expect(other?.ratio.rate.mean).toBeCloseTo(0.5, 3);
    expect(other?.samples).toHaveLength(6);
    expect(other?.ratio.rate.low).toBeLessThanOrEqual(0.5);
    expect(other?.ratio.rate.high).toBeGreaterThanOrEqual(0.5);
  });

  test('whose reference is not like itself says so, and does not try until it fits', async () => {
    let turn = 0;
    // The second and the third of each four are half as fast: the reference is not like itself.
    const unlike: Candidate<'rate'> = {
      name: 'a',
      measure: async () => ({ rate: [1, 0.5, 0.5, 1][turn++ % 4] ?? 1 }),
    };
    const { control } = await compare({ candidates: [unlike], pairs: 5, judge: 'rate' });

    expect(control.holds).toBe(false);
    expect(control.ratio.mean).toBeCloseTo(0.5);
    expect(control.samples).toHaveLength(12);
  });

  test('ends between two samples when it is interrupted', async () => {
    const interruption = new AbortController();
    const { turns, candidate } = driftingMachine();
    const stopping = {
      ...candidate('b', 1),
      measure: async () => {
        interruption.abort(new Error('enough'));
        return { rate: 1 };
      },
    };

    await expect(
      compare({ candidates: [candidate('a', 1), stopping], pairs: 5, judge: 'rate', signal: interruption.signal }),
    ).rejects.toThrow('enough');
    expect(turns).toHaveLength(13);
  });
});
