import { parseDuration } from '@sightline/promql';
import type { Range } from '@sightline/stores';
import type { Board } from './board';
import type { Chosen } from './fill';

/** Points that a panel has room for. */
const width = 1000;
/** More than this many points are not needed to see whether there are any. */
const enough = 250;
/** As Grafana has it for a data source that does not say. */
export const usualScrapeMs = 15_000;

/** A dashboard's range as it is when it is opened now. */
export function rangeOf({ from, to }: Pick<Board, 'from' | 'to'>, now: Date): Range {
  const until = momentOf(to, now, 'to') ?? now;
  const asked = momentOf(from, now, 'from');
  const start = asked && asked < until ? asked : new Date(until.getTime() - 6 * 3_600_000);
  const seconds = (until.getTime() - start.getTime()) / 1000;
  const stepSeconds = Math.max(1, Math.ceil(seconds / enough));
  // The end is a step: what began a minute ago is seen there, and nowhere else in a day.
  const since = new Date(until.getTime() - Math.ceil(seconds / stepSeconds) * stepSeconds * 1000);
  return { since, until, stepSeconds };
}

const fixed: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 3.6e6, d: 864e5, w: 6048e5 };
const months: Readonly<Record<string, number>> = { M: 1, Q: 3, y: 12 };
/** A Sunday, on which weeks begin where nobody says otherwise. */
const aSunday = Date.UTC(1970, 0, 4);

/**
 * `now`, `now-6h`, `now-1d/d`, `now/d+8h`, milliseconds, ISO 8601; days, months and years are those of UTC. As in Grafana, a start is
 * rounded to the beginning of the unit, an end to its last millisecond, but here not to what is still to come.
 */
function momentOf(text: string, now: Date, end: 'from' | 'to'): Date | undefined {
  const [, terms] = /^now((?:[+-]\d+[smhdwMQy]|\/f?[smhdwMQy])*)$/.exec(text) ?? [];
  if (terms === undefined) {
    const at = new Date(/^\d{12,14}$/.test(text) ? Number(text) : text);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
  let at = now.getTime();
  for (const [, count, unit = '', rounding] of terms.matchAll(/([+-]\d+)([smhdwMQy])|\/f?([smhdwMQy])/g)) {
    if (rounding === undefined) at = shifted(at, Number(count), unit);
    else if (end === 'from') at = beginning(at, rounding);
    else at = Math.min(shifted(beginning(at, rounding), 1, rounding) - 1, Math.max(at, now.getTime()));
  }
  return Number.isNaN(at) ? undefined : new Date(at);
}

function shifted(at: number, count: number, unit: string): number {
  const perUnit = months[unit];
  if (perUnit === undefined) return at + count * (fixed[unit] ?? 0);
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + count * perUnit);
  // The 31st of a month without one is its last day.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

function beginning(at: number, unit: string): number {
  const date = new Date(at);
  const perUnit = months[unit];
  if (perUnit !== undefined)
    return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / perUnit) * perUnit, 1);
  const origin = unit === 'w' ? aSunday : 0;
  const length = fixed[unit] ?? 1;
  return origin + Math.floor((at - origin) / length) * length;
}

/** Grafana's steps for a range: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/datetime/rangeutil.ts */
const steps = [1, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** What Grafana fills in by itself for a query over a range, where samples come every `scrapeMs`. */
export function ownVariables(
  { since, until }: Range,
  { scrapeMs, shortest }: { readonly scrapeMs: number; readonly shortest?: string | undefined },
): [string, Chosen][] {
  const rangeMs = until.getTime() - since.getTime();
  const ideal = rangeMs / width / 1000;
  const rounded = (steps.findLast((step) => step <= ideal * 1.5) ?? 1) * 1000;
  const least = parseDuration((shortest ?? '').replace(/^>?=?/, ''));
  const interval = Math.max(rounded, least ?? scrapeMs);
  const rate = Math.max(interval + scrapeMs, 4 * scrapeMs);
  const lengths = { __interval: interval, __rate_interval: rate, __range: rangeMs, __auto: interval, interval };
  const values = Object.entries(lengths).flatMap(([name, ms]): [string, string][] => [
    [name, `${Math.max(1, Math.round(ms / 1000))}s`],
    [`${name}_ms`, String(Math.round(ms))],
    [`${name}_s`, String(Math.round(ms / 1000))],
  ]);
  const times: [string, string][] = [
    ['__from', String(since.getTime())],
    ['__to', String(until.getTime())],
  ];
  return [...values, ...times].map(([name, value]) => [name, { values: [value], several: false }]);
}
