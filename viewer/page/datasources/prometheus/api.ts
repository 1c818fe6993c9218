import type { DataQuery } from '@grafana/schema';

/** A panel's query as Grafana's Prometheus data source stores it. */
export interface PrometheusQuery extends DataQuery {
  expr: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  range?: boolean;
  exemplar?: boolean;
  legendFormat?: string;
  interval?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** Seconds, and the value as text: `NaN` and `+Inf` are no JSON. */
export type Sample = readonly [number, string];

/** A native histogram's buckets: `[inclusiveness, lower bound, upper bound, count]`. */
export interface NativeHistogram {
  readonly count: string;
  readonly sum: string;
  readonly buckets?: readonly (readonly [number, string, string, string])[];
}

export interface Series {
  readonly metric: Labels;
  readonly values?: readonly Sample[];
  readonly value?: Sample;
  readonly histograms?: readonly (readonly [number, NativeHistogram])[];
  readonly histogram?: readonly [number, NativeHistogram];
}

export interface Matrix {
  readonly resultType: 'matrix' | 'vector';
  readonly result: readonly Series[];
}

export interface Scalar {
  readonly resultType: 'scalar' | 'string';
  readonly result: Sample;
}

export interface QueryResponse {
  readonly data: Matrix | Scalar;
  readonly warnings?: readonly string[];
}

export interface ExemplarsResponse {
  readonly data: readonly {
    readonly seriesLabels: Labels;
    readonly exemplars: readonly { readonly labels: Labels; readonly value: string; readonly timestamp: number }[];
  }[];
}

export const parseSample = (text: string): number =>
  text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
