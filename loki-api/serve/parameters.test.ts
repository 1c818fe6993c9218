import { describe, expect, it } from 'vitest';
import { alignedSteps, Parameters } from './parameters';

const now = 1_795_800_600_000_000_000n;
const read = (given: Record<string, string>) => new Parameters(new URLSearchParams(given), now);

describe('a moment', () => {
  it.each([
    ['1795800600', now],
    ['1795800600000000001', now + 1n],
    ['1795800600.5', now + 500_000_000n],
    ['2026-11-27T17:30:00Z', now],
    ['2026-11-27T18:30:00.000000001+01:00', now + 1n],
  ])('may be written as %s', (text, time) => expect(read({ time: text }).moment()).toBe(time));

  it('is now by default', () => expect(read({}).moment()).toBe(now));
});

describe('a span', () => {
  it('is the last hour by default, or what is said', () => {
    expect(read({}).span()).toEqual({ startUnixNano: now - 3_600_000_000_000n, endUnixNano: now });
    expect(read({ since: '5m' }).span().startUnixNano).toBe(now - 300_000_000_000n);
  });
});

describe('steps', () => {
  it('are seconds or a duration, and one in 250 by default', () => {
    const span = { startUnixNano: 0n, endUnixNano: 3_600_000_000_000n };
    expect(read({ step: '1.5' }).step(span)).toBe(1.5e9);
    expect(read({ step: '1m' }).step(span)).toBe(60e9);
    expect(read({}).step(span)).toBe(14e9);
  });

  it('are moved to whole ones of the clock', () => {
    expect(alignedSteps({ startUnixNano: 15n, endUnixNano: 41n }, 10)).toEqual({
      startUnixNano: 10n,
      endUnixNano: 50n,
      stepNanos: 10,
    });
  });
});
