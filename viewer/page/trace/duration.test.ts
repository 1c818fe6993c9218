import { describe, expect, it } from 'vitest';
import { duration } from './duration';
import { ticks } from './ticks';

describe('a duration', () => {
  it.each([
    [1_250_000_000, '1.25 s'],
    [38_123_456, '38.1 ms'],
    [430_000, '430 µs'],
    [12, '12 ns'],
  ])('of %i ns reads %s', (nanos, text) => expect(duration(nanos)).toBe(text));
});

describe('the ticks of an axis', () => {
  it('are round, begin at zero and are no more than asked for', () => {
    expect(ticks(451e6, 8)).toEqual([0, 100e6, 200e6, 300e6, 400e6]);
    expect(ticks(75e6, 8)).toEqual([0, 10e6, 20e6, 30e6, 40e6, 50e6, 60e6, 70e6]);
  });
});
