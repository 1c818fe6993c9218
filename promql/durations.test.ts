import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, formatDuration, parseDuration } from './durations';

describe('durations', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['4w', 28 * 86_400_000],
    ['250ms', 250],
  ])('reads %s', (text, expected) => expect(parseDuration(text)).toBe(expected));

  it.each(['', '5', '5 m', '1m1h', '-5m', '1.5h'])('does not take %j for a duration', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it.each([
    ['28d', '4w'],
    ['30d', '30d'],
    ['60m', '1h'],
    ['365d', '1y'],
    ['36h', '1d12h'],
  ])('prints %s as Prometheus does: %s', (text, printed) => expect(formatDuration(duration(text))).toBe(printed));

  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e12 }), (length) => parseDuration(formatDuration(length)) === length),
    );
  });
});
