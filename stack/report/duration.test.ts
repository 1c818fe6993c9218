import { expect, it } from 'vitest';
import { duration } from './duration';

it.each([
  [840, '0.8 s'],
  [9940, '9.9 s'],
  [12_300, '12 s'],
  [59_700, '1 min 0 s'],
  [272_000, '4 min 32 s'],
])('shows %d ms as %s', (ms, shown) => {
  expect(duration(ms)).toBe(shown);
});
