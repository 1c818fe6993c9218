import { usageError } from './cli-error';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `5m`, `2h`, `1d` in milliseconds. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount === undefined) throw usageError(`"${text}" is no length of time: give 30s, 5m, 2h or 1d`);
  return Number(amount) * unitMs[unit as keyof typeof unitMs];
}

export const parseWholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw usageError(`"${text}" is not a whole number from ${min} to ${max}`);
};

/** A time that is past: `6h` ago, `now`, or ISO 8601. */
export function parseMoment(text: string): Date {
  if (text === 'now') return new Date();
  const moment = /^\d+[smhd]$/.test(text) ? new Date(Date.now() - parseDuration(text)) : new Date(text);
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

/** An address without a slash at its end. */
export function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw usageError(`"${text}" is no address: give one such as http://localhost:9090`);
}
