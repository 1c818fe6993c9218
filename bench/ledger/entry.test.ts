import { describe, expect, it } from 'vitest';
import { type Counted, entryOf, type Told } from './entry';

const told = (stored: Counted, more: Partial<Told> = {}): Told => ({
  signal: 'spans, OTLP',
  made: 5,
  accepted: 5,
  sampledOut: 0,
  exported: 5,
  counters: {},
  read: stored.size,
  stored,
  ...more,
});
const once = (...numbers: number[]): Counted => new Map(numbers.map((number) => [number, 1]));

describe('a line of the ledger', () => {
  it('adds up where each number is there once', () => {
    expect(entryOf(told(once(1, 2, 3, 4, 5)))).toMatchObject({ stored: 5, doubled: 0, lost: 0, unaccounted: 0 });
  });

  it('tells what is lost from what is doubled, though their sum is right', () => {
    const stored = new Map([...once(1, 2), [3, 3]] as const);
    expect(entryOf(told(stored))).toMatchObject({ stored: 3, doubled: 2, lost: 2, unaccounted: 2 });
  });

  it('tells what is doubled in the store from what who reads is shown', () => {
    const stored = new Map([...once(1, 2, 3, 4), [5, 4]] as const);
    expect(entryOf(told(stored))).toMatchObject({ doubled: 3, doubledAsRead: 0 });
    expect(entryOf(told(stored, { read: 8 }))).toMatchObject({ doubled: 3, doubledAsRead: 3 });
  });

  it('takes what was left out on purpose for no loss', () => {
    expect(entryOf(told(once(1), { sampledOut: 4 }))).toMatchObject({ lost: 0, unaccounted: 0 });
  });

  it('accounts for what a counter says, and for no more than was lost', () => {
    expect(entryOf(told(once(1, 2), { counters: { a: 1, b: 1 } }))).toMatchObject({ lost: 3, unaccounted: 1 });
    expect(entryOf(told(once(1, 2), { counters: { a: 30 } }))).toMatchObject({ lost: 3, unaccounted: 0 });
  });

  it('does not take numbers that were never made for stored ones', () => {
    expect(entryOf(told(once(0, 1, 6, Number.NaN)))).toMatchObject({ stored: 1, lost: 4 });
  });
});
