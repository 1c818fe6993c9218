import { describe, expect, it } from 'vitest';
import { at, written } from './moment';

const base = 1_767_225_600_000_000_000n;

describe('a moment', () => {
  it.each([
    ['5m+1ns', 300_000_000_001],
    ['-1h', -3_600_000_000_000],
    ['420.123456789s', 420_123_456_789],
    ['1m-1ns', 59_999_999_999],
  ])('%s is %d ns after the base', (text, nanos) => {
    expect(at(text).nanos).toBe(nanos);
  });

  it.each(['', '5', '5 m', 'soon', '5m?'])('is not "%s"', (text) => {
    expect(() => at(text)).toThrow('is no moment');
  });

  it.each([
    ['ns', '1767225661000000001'],
    ['s', '1767225661'],
    ['float', '1767225661.000'],
    ['rfc3339', '2026-01-01T00:01:01.000000001Z'],
  ] as const)('can be written as %s', (form, text) => {
    expect(written(at('61s+1ns', form), base)).toBe(text);
  });
});
