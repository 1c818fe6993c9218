import type { Milliseconds } from '@sightline/promql';
import type { Maintenance } from '../model';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** The day on which the epoch began. */
const thursday = days.indexOf('Thu');
const weekly = /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([01]\d|2[0-3]):([0-5]\d) ?- ?(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/**
 * Reads `2026-01-31T22:00Z/2026-01-31T23:30Z` and `Sun 02:00-04:00`, separated by commas, all UTC. Hours that end before they begin,
 * `Sun 22:00-02:00`, end on the next day.
 * @throws {Error} of two lines: what is wrong, what is accepted.
 */
export const parseMaintenance = (text: string): Maintenance[] => text.split(',').map((part) => parseOne(part.trim()));

function parseOne(text: string): Maintenance {
  const match = weekly.exec(text);
  if (match) {
    const [, day = '', fromHour, fromMinute, toHour = '24', toMinute = '00'] = match;
    const start = ((days.indexOf(day) - thursday + 7) % 7) * clockTime('24', '00') + clockTime(fromHour, fromMinute);
    const length = clockTime(toHour, toMinute) - clockTime(fromHour, fromMinute);
    if (length !== 0) return { kind: 'weekly', start, end: start + length + (length < 0 ? clockTime('24', '00') : 0) };
  }
  const [start = '', end = '', ...more] = text.split('/');
  if (isInstant(start) && isInstant(end) && more.length === 0 && Date.parse(start) < Date.parse(end))
    return { kind: 'once', start: Date.parse(start), end: Date.parse(end) };
  throw new Error(
    `${text} is no planned maintenance\nWrite 2026-01-31T22:00Z/2026-01-31T23:30Z or Sun 02:00-04:00, in UTC.`,
  );
}

/** A time that there is: 31 February would silently be a day in March. */
const isInstant = (text: string) =>
  instant.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text.slice(0, 16));

const clockTime = (hours = '0', minutes = '0'): Milliseconds => (Number(hours) * 60 + Number(minutes)) * 60_000;
