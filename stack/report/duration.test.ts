import { expect, it } from 'vitest';
import { duration, timeLeft } from './duration';

it.each([
  [840, '0.8 s'],
  [9940, '9.9 s'],
  [12_300, '12 s'],
  [59_700, '1 min 0 s'],
  [272_000, '4 min 32 s'],
])('shows %d ms as %s', (ms, shown) => {
  expect(duration(ms)).toBe(shown);
});

it.each([
  [0, 20_000, 'under a minute yet'],
  [20_000, 100_000, 'about 1 to 2 min yet'],
  [125_000, 170_000, 'about 2 to 3 min yet'],
  [121_000, 179_000, 'about 2 to 3 min yet'],
  [180_000, 180_000, 'about 3 min yet'],
])('from %i to %i ms are %s', (fromMs, toMs, text) => {
  expect(timeLeft({ fromMs, toMs })).toBe(text);
});
