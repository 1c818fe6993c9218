import { describe, expect, it } from 'vitest';
import { timeIn } from './time-in';

const moment = '2026-11-27T06:27:55.000Z';

describe('a time in the address', () => {
  it.each([
    ['2026-11-27T06:27:55Z', moment],
    ['2026-11-27T06:27:55.000Z', moment],
    ['2026-11-27T06:27:55,000Z', moment],
    ['2026-11-27T07:27:55+01:00', moment],
    ['2026-11-27T07:27:55 01:00', moment],
    ['2026-11-27T01:27:55-0500', moment],
    ['2026-11-27T06:27:55', moment],
    ['2026-11-27 06:27:55', moment],
    ['20261127T062755Z', moment],
    ['20261127T062755', moment],
    [String(Date.parse(moment)), moment],
    [String(Date.parse(moment) / 1000), moment],
    ['2026-11-27T06:27Z', '2026-11-27T06:27:00.000Z'],
    ['2026-11-27', '2026-11-27T00:00:00.000Z'],
    ['20261127', '2026-11-27T00:00:00.000Z'],
    [' now-1h ', 'now-1h'],
    ['now', 'now'],
    ['now-1h/h', 'now-1h/h'],
    ['now/d', 'now/d'],
  ])('written as %s is %s', (text, expected) => {
    expect(timeIn(text)).toBe(expected);
  });

  it.each(['', 'soon', '2026-13-45', 'nowhere', '1', '99999999999999999999', 'Invalid date', null, undefined])(
    'is not to be found in %s',
    (text) => {
      expect(timeIn(text)).toBeUndefined();
    },
  );
});
