import { formatDuration, parseDuration as inMilliseconds } from '@sightline/promql';
import { usageError } from './cli-error';

/** A length of time as Prometheus writes it, `30s`, `1h30m`, `1d`, in milliseconds. */
export function parseDuration(text: string): number {
  const duration = inMilliseconds(text);
  if (duration === undefined) throw usageError(`"${text}" is no length of time: give 30s, 5m, 1h30m or 1d`);
  return duration;
}

/** The same, of no less than `min` and no more than `max` milliseconds. */
export const parseDurationWithin = (min: number, max: number) => (text: string) => {
  const duration = parseDuration(text);
  if (duration >= min && duration <= max) return duration;
  throw usageError(`"${text}" is not from ${formatDuration(min)} to ${formatDuration(max)}`);
};

export const parseWholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw usageError(`"${text}" is not a whole number from ${min} to ${max}`);
};

export const parseNumber =
  ({ above, most }: { readonly above: number; readonly most: number }) =>
  (text: string) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value > above && value <= most) return value;
    throw usageError(`"${text}" is not a number above ${above}, and ${most} at most`);
  };

/** A time that is past: `6h` ago, `now`, or ISO 8601. */
export function parseMoment(text: string): Date {
  if (text === 'now') return new Date();
  const ago = inMilliseconds(text);
  const moment = ago === undefined ? new Date(text) : new Date(Date.now() - ago);
  if (Number.isNaN(moment.getTime()))
    throw usageError(`"${text}" is no time: give 6h for six hours ago, now, or 2026-01-31T22:00:00Z`);
  return moment;
}

/** `99.5%` or `0.995`. */
export function parseShare(text: string): number {
  const [, number, sign] = /^(\d*\.?\d+)(%?)$/.exec(text) ?? [];
  const share = Number(number) / (sign ? 100 : 1);
  if (share >= 0 && share <= 1) return share;
  throw usageError(`"${text}" is no share: give one from 0 to 1, or from 0% to 100%`);
}

/** An address of http or https, without what may be a secret. */
export function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}

/** An address without a slash at its end. */
export function parseUrl(text: string): string {
  if (isAddress(text)) return text.replace(/\/+$/, '');
  // It is not said back: it may hold a password.
  throw usageError(
    'What is given is no address: give one such as http://localhost:9090, without name, password or query',
  );
}

/** `key=value`. */
export function parseLabel(text: string): readonly [string, string] {
  const [, key, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw usageError(`"${text}" is no label: write key=value`);
}
