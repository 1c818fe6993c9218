import type { Milliseconds } from '../durations';
import type { Maintenance } from '../model';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const weekly = /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (\d\d):(\d\d)-(\d\d):(\d\d)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/**
 * Reads `2026-01-31T22:00Z/2026-01-31T23:30Z` and `Sun 02:00-04:00`, separated by commas, all UTC.
 * @throws {Error} of two lines: what is wrong, what is accepted.
 */
export const parseMaintenance = (text: string): Maintenance[] => text.split(',').map((part) => parseOne(part.trim()));

function parseOne(text: string): Maintenance {
  const match = weekly.exec(text);
  if (match) {
    const [, day = '', ...clock] = match;
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
    const from = clockTime(fromHour, fromMinute);
    const to = clockTime(toHour, toMinute);
    if (from < to && to <= clockTime(24, 0)) return { kind: 'weekly', day: days.indexOf(day), from, to };
  }
  const [start = '', end = ''] = text.split('/');
  if (instant.test(start) && instant.test(end) && Date.parse(start) < Date.parse(end))
    return { kind: 'once', start: Date.parse(start), end: Date.parse(end) };
  throw new Error(
    `${text} is no planned maintenance\nWrite 2026-01-31T22:00Z/2026-01-31T23:30Z or Sun 02:00-04:00, in UTC.`,
  );
}

const clockTime = (hours: number, minutes: number): Milliseconds => (hours * 60 + minutes) * 60_000;
