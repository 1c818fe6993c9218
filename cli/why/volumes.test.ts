import { describe, expect, it } from 'vitest';
import { meanTolerance, shareTolerance, volumesOf } from './volumes';

const now = { since: new Date(60_000), until: new Date(120_000) };
const rates = [
  { labels: { server: 'bank' }, points: [30, 70, 90, 110].map((time) => ({ time, value: time < 60 ? 9 : 2 })) },
];

describe('how many calls there were', () => {
  it('is the rate of that time, over all of it', () => {
    expect(volumesOf(rates, now)({ server: 'bank' })).toBe(120);
  });

  it('is none for what was not called', () => {
    expect(volumesOf(rates, now)({ server: 'postgres' })).toBe(0);
  });
});

describe('one failure', () => {
  it('of two calls is chance, and so is a slow one', () => {
    expect(shareTolerance(2) * 4).toBeGreaterThan(0.5);
    expect(meanTolerance(1, 0.1)).toBeGreaterThan(0.1);
  });

  it('of three is not, in hundreds of calls', () => {
    expect(shareTolerance(300) * 4).toBeLessThan(1 / 3);
  });

  it('says nothing where there were no calls', () => {
    expect([shareTolerance(0), meanTolerance(0, 1)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});
