import { afterEach, expect, it } from 'vitest';
import { shiftClock } from './shift-clock';

afterEach(() => shiftClock(0));

const minute = 60_000;

it('a shifted clock shows another time to everybody who asks', () => {
  const before = Date.now();
  shiftClock(minute);
  expect(Date.now() - before).toBeGreaterThanOrEqual(minute);
  // biome-ignore lint/complexity/useDateNow: this is the other way to ask.
  expect(new Date().getTime() - before).toBeGreaterThanOrEqual(minute);
  expect(new Date(0).getTime()).toBe(0);
  expect(new Date()).toBeInstanceOf(Date);
  shiftClock(0);
  expect(Date.now() - before).toBeLessThan(minute);
});
