import { dateMath } from '@grafana/data';

/** From here on a number is milliseconds since 1970; as seconds it would be the year 5138. */
const leastMilliseconds = 1e11;

/**
 * A time as Grafana's libraries understand it: ISO 8601 in UTC, or relative to now. Read are ISO 8601 with or without its
 * parts, its zone (UTC then) and its encoded plus sign, seconds or milliseconds since 1970, and `now-1h/h`.
 */
export function timeIn(text: string | null | undefined): string | undefined {
  const written = text?.trim() ?? '';
  if (written.startsWith('now')) return dateMath.isValid(written) ? written : undefined;
  if (/^\d{9,}$/.test(written)) {
    const number = Number(written);
    return iso(number < leastMilliseconds ? number * 1000 : number);
  }
  const [, day, time, zone = 'Z'] =
    /^(\d{4}-?\d{2}-?\d{2})(?:[T ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)(Z|[+ -]\d{2}:?\d{2})?)?$/i.exec(written) ?? [];
  return day && iso(Date.parse(`${extended(day, '-')}T${time ? extended(time, ':') : '00:00'}${zoneOf(zone)}`));
}

const iso = (ms: number) => (Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined);

/** ISO 8601's basic form (`20261127`, `062755`) as its extended one. */
const extended = (digits: string, separator: string) =>
  digits.includes(separator)
    ? digits.replace(',', '.')
    : separator === '-'
      ? digits.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3')
      : digits
          .replace(/^(\d{2})(\d{2})(\d{2})?/, (_, h, m, s) => [h, m, s].filter(Boolean).join(':'))
          .replace(',', '.');

/** An address that was not encoded has a blank where the plus sign was. */
const zoneOf = (zone: string) =>
  zone
    .toUpperCase()
    .replace(' ', '+')
    .replace(/(\d{2})(\d{2})$/, '$1:$2');
