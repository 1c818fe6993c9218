export interface Bucket {
  /** The upper bound. */
  readonly le: number;
  /** How many are no greater: buckets are cumulative. */
  readonly count: number;
}

/** As Prometheus's histogram_quantile: linear within the bucket; the highest bound for what lies beyond it; 0 when there is nothing. */
export function quantileOf(buckets: readonly Bucket[], share: number): number {
  const sorted = [...buckets].sort((a, b) => a.le - b.le);
  const wanted = share * (sorted.at(-1)?.count ?? 0);
  if (wanted === 0) return 0;
  const index = sorted.findIndex(({ count }) => count >= wanted);
  const { le: from, count: before } = sorted[index - 1] ?? { le: 0, count: 0 };
  const { le: to, count } = sorted[index] ?? { le: from, count: before };
  return Number.isFinite(to) ? from + ((to - from) * (wanted - before)) / (count - before) : from;
}
