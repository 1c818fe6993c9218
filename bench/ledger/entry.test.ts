import { describe, expect, it } from 'vitest';
import { accountTogether, type Counted, entryOf, type Told } from './entry';

const told = (stored: Counted, more: Partial<Told> = {}): Told => ({
  signal: 'spans, OTLP',
  made: 5,
  accepted: 5,
  isWanted: () => true,
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

  it('takes what is left out on purpose for no loss, and what was to be kept for one', () => {
    const isWanted = (number: number) => number <= 2;
    expect(entryOf(told(once(1, 2), { isWanted }))).toMatchObject({ sampledOut: 3, lost: 0, unwanted: 0 });
    expect(entryOf(told(once(2), { isWanted }))).toMatchObject({ sampledOut: 3, lost: 1, unaccounted: 1 });
    expect(entryOf(told(once(1, 2, 5), { isWanted }))).toMatchObject({ sampledOut: 3, lost: 0, unwanted: 1 });
  });

  it('accounts for what a counter says, and for no more than was lost', () => {
    expect(entryOf(told(once(1, 2), { counters: { a: 1, b: 1 } }))).toMatchObject({ lost: 3, unaccounted: 1 });
    expect(entryOf(told(once(1, 2), { counters: { a: 30 } }))).toMatchObject({ lost: 3, unaccounted: 0 });
  });

  it('does not take numbers that were never made for stored ones', () => {
    expect(entryOf(told(once(0, 1, 6, Number.NaN)))).toMatchObject({ stored: 1, lost: 4 });
  });
});

describe('what is counted for two streams together', () => {
  const lost = (count: number) => entryOf(told(once(...Array.from({ length: 5 - count }, (_, index) => index + 1))));
  const unaccounted = (shared: Record<string, number>) =>
    accountTogether([lost(2), lost(3)], shared).map((entry) => entry.unaccounted);

  it.each([
    [{}, [2, 3]],
    [{ a: 2 }, [0, 3]],
    [{ a: 2, b: 1 }, [0, 2]],
    [{ a: 5 }, [0, 0]],
    [{ a: 50 }, [0, 0]],
  ])('excuses no more than it counts: %j', (shared, left) => expect(unaccounted(shared)).toEqual(left));
});
