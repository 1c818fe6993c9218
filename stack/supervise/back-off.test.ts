import { expect, it } from 'vitest';
import { BackOff } from './back-off';

it('doubles up to a limit, and forgets after a calm time', () => {
  const backOff = new BackOff({ firstMs: 500, mostMs: 3000, calmMs: 10_000 });
  expect([0, 0, 0, 0, 0].map((lived) => backOff.after(lived))).toEqual([500, 1000, 2000, 3000, 3000]);
  expect(backOff.after(10_000)).toBe(500);
});
