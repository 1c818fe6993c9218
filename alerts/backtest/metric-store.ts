import type { Labels } from '../compiler/rules';

/** What a replay asks of Prometheus. */
export interface MetricStore {
  query(promQl: string, at: Date): Promise<readonly Sample[]>;
  range(promQl: string, range: TimeRange): Promise<readonly Series[]>;
}

export interface TimeRange {
  readonly since: Date;
  readonly until: Date;
  readonly stepSeconds: number;
}

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** One series, with points only where it has a value. */
export interface Series {
  readonly labels: Labels;
  /** Seconds since 1970. */
  readonly points: readonly { readonly time: number; readonly value: number }[];
}
