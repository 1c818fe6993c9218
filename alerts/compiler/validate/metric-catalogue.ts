/** What is known of the metrics that exist; `observability/catalogue` is turned into it. */
export interface KnownMetric {
  readonly labels: readonly string[];
  /** Upper bounds of a classic histogram's buckets, without +Inf. */
  readonly buckets?: readonly number[];
}

/** By the names of the series: a histogram is there as `_bucket`, `_count` and `_sum`. */
export type MetricCatalogue = ReadonlyMap<string, KnownMetric>;
