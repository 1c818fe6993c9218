import { describe, expect, it } from 'vitest';
import { Random } from './random';

describe('numbers by chance', () => {
  it.each([0.1, 5, 250, 1_000, 5_000])('of which %d are expected are so many on average', (mean) => {
    const random = new Random(1);
    const draws = Array.from({ length: 400 }, () => random.poisson(mean));
    const average = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    // Five standard errors.
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / draws.length));
  });

  it('are the same for the same seed', () => {
    const draw = () =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.poisson(700)
        )(new Random(7)),
      );
    expect(draw()).toEqual(draw());
  });
});
