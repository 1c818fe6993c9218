/** Milliseconds. */
export interface Distribution {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Samples that never came; they count as slower than all others. */
  readonly missing: number;
}

export function distributionOf(samples: readonly (number | undefined)[]): Distribution {
  const sorted = samples.map((ms) => ms ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  /** The nearest-rank percentile: a value that was really measured. */
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    max: percentile(1),
    missing: samples.filter((ms) => ms === undefined).length,
  };
}
