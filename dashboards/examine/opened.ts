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
  const until = momentOf(to, now) ?? now;
  const asked = momentOf(from, now);
  const start = asked && asked < until ? asked : new Date(until.getTime() - 6 * 3_600_000);
  const seconds = (until.getTime() - start.getTime()) / 1000;
  const stepSeconds = Math.max(1, Math.ceil(seconds / enough));
  // The end is a step: what began a minute ago is seen there, and nowhere else in a day.
  const since = new Date(until.getTime() - Math.ceil(seconds / stepSeconds) * stepSeconds * 1000);
  return { since, until, stepSeconds };
}

const units: Readonly<Record<string, number>> = {
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
  d: 864e5,
  w: 6048e5,
  M: 2592e6,
  Q: 7776e6,
  y: 31536e6,
};

/** `now`, `now-6h`, `now-1d/d` (rounded down), milliseconds, ISO 8601. */
function momentOf(text: string, now: Date): Date | undefined {
  const [, terms, rounding] = /^now((?:[+-]\d+[smhdwMQy])*)(?:\/f?([smhdwMQy]))?$/.exec(text) ?? [];
  if (terms === undefined) {
    const at = new Date(/^\d{12,14}$/.test(text) ? Number(text) : text);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
  const shift = [...terms.matchAll(/([+-])(\d+)([smhdwMQy])/g)].reduce(
    (sum, [, sign, count, unit]) => sum + (sign === '-' ? -1 : 1) * Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
  const at = now.getTime() + shift;
  const length = rounding === undefined ? 1 : (units[rounding] ?? 1);
  return new Date(rounding === undefined ? at : Math.floor(at / length) * length);
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
