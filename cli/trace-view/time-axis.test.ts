import { describe, expect, it } from 'vitest';
import { cellsOf, ticks } from './time-axis';

const axis = { startUnixNano: 0n, lengthNano: 100_000_000, cells: 50 };

describe('the time axis', () => {
  it('gives every stretch at least one cell, and none outside the line', () => {
    expect(cellsOf(axis, 0n, 1n)).toEqual({ from: 0, to: 1 });
    expect(cellsOf(axis, 99_999_999n, 100_000_000n)).toEqual({ from: 49, to: 50 });
    expect(cellsOf(axis, -5_000_000n, 200_000_000n)).toEqual({ from: 0, to: 50 });
  });

  it('names round times where they belong', () => {
    expect(ticks(axis)).toBe('0                        50.0 ms');
  });

  it('copes with a trace of no length', () => {
    expect(ticks({ ...axis, lengthNano: 0 })).toBe('');
    expect(cellsOf({ ...axis, lengthNano: 0 }, 0n, 0n)).toEqual({ from: 0, to: 1 });
  });
});
