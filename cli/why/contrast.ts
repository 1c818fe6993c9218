import type { Point } from '@sightline/stores';
import type { TimeSpan, Times } from './times';

/** How a value is now against how it was before. */
export interface Contrast {
  /** Medians. */
  readonly before: number;
  readonly now: number;
  /** How many times further it went than it usually strays. */
  readonly sigmas: number;
  /** 0 to 1: grows with how unusual it is, and with how many times larger or smaller it became. */
  readonly strength: number;
  readonly since: Date;
}

export interface ContrastOptions {
  /** What the value may stray without anybody minding. */
  readonly tolerance: (before: number) => number;
  /** What a missing point stands for; left out when it stands for nothing. */
  readonly missing?: number;
}

const fewestPoints = 3;
/** Below this, a value of dozens would stand out by chance at any time. */
const notableSigmas = 4;
const notableRatio = 1.4;

/**
 * Medians and the median deviation, not means: a few odd points, as an earlier incident or a restart leaves them, must not
 * hide or make a contrast. The deviation is scaled to what a standard deviation is for normal noise.
 */
export function contrastOf(
  points: readonly Point[],
  times: Times,
  { tolerance, missing }: ContrastOptions,
): Contrast | undefined {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const now = valuesIn(finite, times.now);
  const earlier = valuesIn(finite, times.before);
  const before = earlier.length === 0 && missing !== undefined ? [missing] : earlier;
  if (now.length < fewestPoints || before.length === 0) return undefined;

  const nowMedian = median(now);
  const beforeMedian = median(before);
  const spread = 1.4826 * median(before.map((value) => Math.abs(value - beforeMedian)));
  const noise = Math.max(spread, tolerance(beforeMedian));
  const sigmas = Math.abs(nowMedian - beforeMedian) / noise;
  const ratio = (Math.max(nowMedian, beforeMedian) + noise) / (Math.min(nowMedian, beforeMedian) + noise);
  const usual = nowMedian > beforeMedian ? nowMedian <= quantile(before, 0.8) : nowMedian >= quantile(before, 0.2);
  if (sigmas < notableSigmas || ratio < notableRatio || usual) return undefined;
  const strength = (1 - notableSigmas / (sigmas + 1)) * (1 - 1 / ratio);
  return {
    before: beforeMedian,
    now: nowMedian,
    sigmas,
    strength,
    since: began(finite, (nowMedian + beforeMedian) / 2),
  };
}

/** The first point of the last run on the side of `middle` where the series ends. */
function began(points: readonly Point[], middle: number): Date {
  const isAbove = ({ value }: Point) => value > middle;
  const last = points.at(-1);
  const turn = last === undefined ? -1 : points.findLastIndex((point) => isAbove(point) !== isAbove(last));
  return new Date((points[turn + 1]?.time ?? 0) * 1000);
}

const valuesIn = (points: readonly Point[], { since, until }: TimeSpan) =>
  points
    .filter(({ time }) => time * 1000 >= since.getTime() && time * 1000 <= until.getTime())
    .map(({ value }) => value);

export const median = (values: readonly number[]) => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
