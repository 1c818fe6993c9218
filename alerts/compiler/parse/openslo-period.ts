import { duration, type Milliseconds, parseDuration } from '@sightline/promql';
import type { Calendar } from '../model';
import type { OpenSloTimeWindow } from './openslo-schema';
import type { Reading } from './quantity';

export interface Period {
  readonly period: Milliseconds;
  readonly calendar?: Calendar;
}

const calendarUnits = {
  '1M': { unit: 'month', nominal: duration('30d') },
  '1Q': { unit: 'quarter', nominal: duration('90d') },
  '1Y': { unit: 'year', nominal: duration('365d') },
} as const;

const startOfMonth = /^\d{4}-\d\d-01[T ]00:00(:00)?Z?$/;

/** A rolling window as a length; a calendar window as what it is counted by, with the nominal length its alerts use. */
export function readPeriod({ duration: text, isRolling, calendar }: OpenSloTimeWindow): Reading<Period> {
  if (!calendar) {
    const period = parseDuration(text);
    if (isRolling === false)
      return {
        reason: 'a window that is not rolling needs a calendar',
        hint: 'Give startTime and timeZone, or isRolling: true.',
      };
    return period
      ? { ok: { period } }
      : {
          reason: `${text} is no length of a rolling window`,
          hint: 'Write 28d, 30d or 4w; 1M, 1Q and 1Y need a calendar.',
        };
  }
  if (isRolling)
    return { reason: 'a window with a calendar does not roll', hint: 'Leave isRolling out, or the calendar.' };
  if (!/^(UTC|Etc\/UTC|GMT|Z)$/.test(calendar.timeZone))
    return { reason: `timeZone ${calendar.timeZone} is not supported`, hint: 'Use UTC: PromQL knows no other zone.' };
  return text in calendarUnits
    ? readCalendarUnit(text as keyof typeof calendarUnits, calendar.startTime)
    : readFixed(text, calendar.startTime);
}

function readCalendarUnit(text: keyof typeof calendarUnits, startTime: string): Reading<Period> {
  const { unit, nominal } = calendarUnits[text];
  if (!startOfMonth.test(startTime) || (unit === 'year' && !startTime.slice(5).startsWith('01-')))
    return {
      reason: `startTime ${startTime} is not supported for ${text}`,
      hint: 'A calendar month, quarter or year starts on its first day at 00:00: write 2026-01-01 00:00:00.',
    };
  return { ok: { period: nominal, calendar: { unit } } };
}

function readFixed(text: string, startTime: string): Reading<Period> {
  const period = parseDuration(text);
  const start = Date.parse(startTime.replace(' ', 'T').replace(/Z?$/, 'Z'));
  if (period && period < duration('1h') && text.endsWith('m'))
    return { reason: `${text} is ${period / 60_000} minutes`, hint: 'A calendar month is 1M, with a capital letter.' };
  if (!period) return { reason: `${text} is no length of a calendar window`, hint: 'Write 1d, 1w, 1M, 1Q or 1Y.' };
  if (Number.isNaN(start)) return { reason: `${startTime} is no time`, hint: 'Write 2026-01-01 00:00:00.' };
  return { ok: { period, calendar: { unit: 'fixed', start } } };
}
