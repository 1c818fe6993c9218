/** The middle one; the mean of the two in the middle of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The value that a share of them does not exceed: nearest rank. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Ratio extends Interval {
  /** The geometric mean of the pairs' ratios. */
  readonly mean: number;
  readonly pairs: number;
}

/**
 * How much `candidate` is of `reference`, pair by pair, with the interval that holds the true ratio 19 times in 20: Student's t over
 * the logarithms, in which twice and half are as far from equal. Infinitely wide with fewer than two pairs.
 */
export function ratioOf(candidate: readonly number[], reference: readonly number[]): Ratio {
  const logarithms = candidate.slice(0, reference.length).map((value, at) => Math.log(value / (reference[at] ?? 0)));
  const pairs = logarithms.length;
  const mean = logarithms.reduce((sum, each) => sum + each, 0) / pairs;
  const variance = logarithms.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (pairs - 1);
  const reach = pairs < 2 ? Number.POSITIVE_INFINITY : studentT(pairs - 1) * Math.sqrt(variance / pairs);
  return { mean: Math.exp(mean), low: Math.exp(mean - reach), high: Math.exp(mean + reach), pairs };
}

/** Two-sided, 95 %, by degrees of freedom: the table of any textbook. */
const studentTable = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
];

/** Beyond the table what 21 degrees have, which is a little too wide. */
const studentT = (degrees: number): number => studentTable[degrees - 1] ?? 2.08;
