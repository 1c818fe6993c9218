import { describe, expect, it } from 'vitest';
import { startOf } from './start-of';

const at = (time: string) => new Date(`2026-01-01T${time}Z`);
const firing = (time: string) => ({ state: 'firing', since: at(time) }) as const;
const pending = (time: string) => ({ state: 'pending', since: at(time) }) as const;
const began = (alerts: Parameters<typeof startOf>[0], earliest = '00:00:00') =>
  startOf(alerts, { until: at('12:00:00'), earliest: at(earliest) });

describe('the trouble that is looked into', () => {
  it('began with the first alert that fires', () => {
    expect(began([firing('11:50:00'), firing('11:40:00'), pending('11:30:00')])).toEqual(at('11:40:00'));
  });

  it('begins with what is about to fire, while nothing does', () => {
    expect(began([pending('11:58:00')])).toEqual(at('11:58:00'));
  });

  it('is the newest, though a ticket of an earlier one still fires', () => {
    expect(began([firing('11:30:00'), firing('11:58:00')])).toEqual(at('11:58:00'));
    expect(began([firing('03:00:00'), firing('11:40:00')])).toEqual(at('11:40:00'));
    expect(began([firing('03:00:00'), firing('05:00:00')])).toEqual(at('05:00:00'));
  });

  it('is not that of the start of the platform: there is nothing before it to compare with', () => {
    expect(began([firing('11:20:30'), firing('11:40:00')], '11:20:00')).toEqual(at('11:40:00'));
    expect(began([firing('11:20:30')], '11:20:00')).toBeUndefined();
  });
});
