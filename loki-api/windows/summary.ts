import type { RangeOp } from '@sightline/promql/logql';

/** What is kept of the values of one cell: enough for the operation, and no more. */
export interface Summary {
  count: number;
  sum: number;
  min: number;
  max: number;
  first: number;
  firstAt: number;
  last: number;
  lastAt: number;
  /** Only for what needs all of them. */
  readonly values: number[];
}

export const emptySummary = (): Summary => ({
  count: 0,
  sum: 0,
  min: Number.NaN,
  max: Number.NaN,
  first: Number.NaN,
  firstAt: Number.POSITIVE_INFINITY,
  last: Number.NaN,
  lastAt: Number.NEGATIVE_INFINITY,
  values: [],
});

const needsAll = new Set<RangeOp>(['stddev_over_time', 'stdvar_over_time', 'quantile_over_time', 'avg_over_time']);

const less = (a: number, b: number) => (b < a || Number.isNaN(a) ? b : a);
const more = (a: number, b: number) => (b > a || Number.isNaN(a) ? b : a);

export function addValue(to: Summary, op: RangeOp, value: number, at: number, count = 1): void {
  to.count += count;
  to.sum += value;
  to.min = less(to.min, value);
  to.max = more(to.max, value);
  if (at < to.firstAt) {
    to.first = value;
    to.firstAt = at;
  }
  if (at >= to.lastAt) {
    to.last = value;
    to.lastAt = at;
  }
  if (needsAll.has(op)) to.values.push(value);
}

function merge(to: Summary, from: Summary): void {
  to.count += from.count;
  to.sum += from.sum;
  to.min = less(to.min, from.min);
  to.max = more(to.max, from.max);
  if (from.firstAt < to.firstAt) {
    to.first = from.first;
    to.firstAt = from.firstAt;
  }
  if (from.lastAt >= to.lastAt) {
    to.last = from.last;
    to.lastAt = from.lastAt;
  }
  for (const value of from.values) to.values.push(value);
}

/** All summaries of a window as one; undefined if there are none. */
export function together(cells: readonly (Summary | undefined)[]): Summary | undefined {
  const there = cells.filter((cell) => cell !== undefined);
  if (there.length <= 1) return there[0];
  const whole = emptySummary();
  for (const cell of there) merge(whole, cell);
  return whole;
}

/** The value of a window. `range` is in seconds; `quantile` is given for that operation. */
export function windowValue(
  op: RangeOp,
  { count, sum, min, max, first, last, values }: Summary,
  range: number,
  quantile = 0,
): number {
  switch (op) {
    case 'count_over_time':
      return count;
    case 'rate':
    case 'bytes_rate':
      return sum / range;
    case 'bytes_over_time':
    case 'sum_over_time':
      return sum;
    case 'avg_over_time':
      return moments(values).mean;
    case 'min_over_time':
      return min;
    case 'max_over_time':
      return max;
    case 'first_over_time':
      return first;
    case 'last_over_time':
      return last;
    case 'stdvar_over_time':
      return moments(values).variance;
    case 'stddev_over_time':
      return Math.sqrt(moments(values).variance);
    case 'quantile_over_time':
      return quantileOf(quantile, values);
    case 'absent_over_time':
      return 1;
  }
}

/** Welford's algorithm, with the mean of infinite values as Prometheus has it. */
function moments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  let [mean, spread, count] = [0, 0, 0];
  for (const value of values) {
    count++;
    if (
      !Number.isFinite(mean) &&
      !Number.isNaN(mean) &&
      !Number.isNaN(value) &&
      (Number.isFinite(value) || mean > 0 === value > 0)
    )
      continue;
    const delta = value - mean;
    mean = Number.isFinite(delta) ? mean + delta / count : mean + value / count - mean / count;
    spread += delta * (value - mean);
  }
  return { mean, variance: spread / count };
}

function quantileOf(q: number, values: readonly number[]): number {
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = Float64Array.from(values).sort();
  // What is no number counts as the smallest.
  const nans = values.filter(Number.isNaN).length;
  const at = (i: number) => (i < nans ? Number.NaN : (sorted[i - nans] ?? Number.NaN));
  const rank = q * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return at(lower) * (1 - weight) + at(upper) * weight;
}
