import { duration } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { burnRateFactor } from './burn-rate-windows';
import { detectionTime } from './detection-time';
import { windowsFor } from './scale';

const { page, ticket, period } = windowsFor(duration('30d'));
const tier = (window: typeof page.quick, urgency: 'page' | 'ticket' = 'page') => ({
  ...window,
  urgency,
  factor: burnRateFactor(period, window),
});
const slo = { objective: 99.9 };
const busy = { eventsPerSecond: 100 };
const minutes = (time: number) => time / 60_000;

describe('the time until a fault is seen', () => {
  // 14.4 x 0.1 % of an hour, over the share that fails.
  it.each([
    [1, 0.864],
    [0.1, 8.64],
    [0.0144, undefined],
    [0.001, undefined],
  ])('by the quick page, when %d of the events fail, is %d minutes', (errorRatio, expected) => {
    const time = detectionTime(slo, tier(page.quick), { ...busy, errorRatio });
    if (expected === undefined) expect(time).toBe(Number.POSITIVE_INFINITY);
    else expect(minutes(time)).toBeCloseTo(expected);
  });

  it('is longer for a lower objective, because more may go wrong', () => {
    const fault = { ...busy, errorRatio: 1 };
    expect(minutes(detectionTime({ objective: 99 }, tier(page.quick), fault))).toBeCloseTo(8.64);
    expect(minutes(detectionTime(slo, tier(ticket.slow), fault))).toBeCloseTo(4.32);
  });

  it('is what the traffic guard takes when there is little traffic', () => {
    const guard = { kind: 'bad-events', minimum: 5 } as const;
    const fault = { errorRatio: 0.5, eventsPerSecond: 1 / 60 };
    expect(minutes(detectionTime({ ...slo, guard }, tier(page.quick), fault))).toBeCloseTo(10);
    expect(detectionTime({ ...slo, guard }, tier(page.quick), { ...fault, eventsPerSecond: 1 / 3600 })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
