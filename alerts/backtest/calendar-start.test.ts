import { expect, it } from 'vitest';
import type { Calendar } from '../compiler/model';
import { calendarStart } from './calendar-start';

const day = 86_400_000;

it.each<[Calendar, string]>([
  [{ unit: 'month' }, '2026-05-01T00:00:00.000Z'],
  [{ unit: 'quarter' }, '2026-04-01T00:00:00.000Z'],
  [{ unit: 'year' }, '2026-01-01T00:00:00.000Z'],
  [{ unit: 'fixed', start: Date.UTC(2026, 4, 4) }, '2026-05-11T00:00:00.000Z'],
])('a calendar period of %j began at %s', (calendar, start) => {
  const at = new Date('2026-05-17T13:00:00Z');
  expect(calendarStart(calendar, { at, length: 7 * day }).toISOString()).toBe(start);
});
