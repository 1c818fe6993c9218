import type { Milliseconds } from '@sightline/promql';
import type { Calendar } from '../compiler/model';

/** When the calendar period that an instant lies in began, in UTC. */
export function calendarStart(calendar: Calendar, { at, length }: { at: Date; length: Milliseconds }): Date {
  const year = at.getUTCFullYear();
  switch (calendar.unit) {
    case 'year':
      return new Date(Date.UTC(year, 0));
    case 'quarter':
      return new Date(Date.UTC(year, Math.floor(at.getUTCMonth() / 3) * 3));
    case 'month':
      return new Date(Date.UTC(year, at.getUTCMonth()));
    case 'fixed': {
      const periods = Math.floor((at.getTime() - calendar.start) / length);
      return new Date(calendar.start + periods * length);
    }
  }
}
