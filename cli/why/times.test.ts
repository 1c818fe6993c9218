import { describe, expect, it } from 'vitest';
import { isComparable, timesOf } from './times';

const until = new Date('2026-01-01T12:00:00Z');
const earliest = new Date('2026-01-01T00:00:00Z');
const shown = (date: Date) => date.toISOString().slice(11, 19);

describe('the times that are compared', () => {
  it('leave out when the trouble began: an alert is active a little later', () => {
    const { before, now } = timesOf(until, { active: new Date('2026-01-01T11:55:00Z'), earliest });
    expect([before.since, before.until, now.since, now.until].map(shown)).toEqual([
      '11:41:30',
      '11:53:30',
      '11:59:00',
      '12:00:00',
    ]);
  });

  it('are the last minute and the time before it, when no alert tells', () => {
    const { before, now } = timesOf(until, { earliest });
    expect([before.until, now.since].map(shown)).toEqual(['11:58:00', '11:59:00']);
  });

  it('do not reach back to where there is nothing, and then may be too short', () => {
    const late = timesOf(until, { earliest: new Date('2026-01-01T11:50:00Z') });
    expect(shown(late.before.since)).toBe('11:50:00');
    expect(isComparable(late)).toBe(true);
    expect(isComparable(timesOf(until, { earliest: new Date('2026-01-01T11:57:30Z') }))).toBe(false);
  });
});
