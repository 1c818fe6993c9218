/** A LogQL query as data. Durations are in nanoseconds. */

export type MatchOp = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  readonly label: string;
  readonly op: MatchOp;
  readonly value: string;
}

export type LineFilterOp = '|=' | '!=' | '|~' | '!~';
export type CompareOp = '==' | '!=' | '>' | '>=' | '<' | '<=';

export type LabelFilter =
  | { readonly kind: 'matches'; readonly matcher: Matcher }
  | {
      readonly kind: 'compares';
      readonly label: string;
      readonly op: CompareOp;
      /** How the label's value is read before it is compared. */
      readonly as: 'number' | 'duration' | 'bytes';
      readonly value: number;
    }
  | { readonly kind: 'and' | 'or'; readonly left: LabelFilter; readonly right: LabelFilter };

/** `json a="b.c"`: a label, and where its value is found. */
export interface Extraction {
  readonly label: string;
  readonly from: string;
}

/** A label as such, or only where its value matches. */
export type NamedLabel = { readonly label: string; readonly matcher?: Matcher };

export type LabelFormat =
  | { readonly label: string; readonly rename: string }
  | { readonly label: string; readonly template: string };

export type Stage =
  /** Any of the texts; with a negative operator none of them. */
  | { readonly kind: 'line filter'; readonly op: LineFilterOp; readonly texts: readonly string[] }
  | { readonly kind: 'label filter'; readonly filter: LabelFilter }
  | { readonly kind: 'json'; readonly extractions: readonly Extraction[] }
  | {
      readonly kind: 'logfmt';
      readonly strict: boolean;
      readonly keepEmpty: boolean;
      readonly extractions: readonly Extraction[];
    }
  | { readonly kind: 'regexp'; readonly pattern: string }
  | { readonly kind: 'line_format'; readonly template: string }
  | { readonly kind: 'label_format'; readonly formats: readonly LabelFormat[] }
  | { readonly kind: 'decolorize' }
  | { readonly kind: 'drop' | 'keep'; readonly labels: readonly NamedLabel[] };

export interface LogExpr {
  readonly kind: 'log';
  readonly matchers: readonly Matcher[];
  readonly stages: readonly Stage[];
}

export const rangeOps = [
  'rate',
  'count_over_time',
  'bytes_rate',
  'bytes_over_time',
  'avg_over_time',
  'sum_over_time',
  'min_over_time',
  'max_over_time',
  'stdvar_over_time',
  'stddev_over_time',
  'quantile_over_time',
  'first_over_time',
  'last_over_time',
  'absent_over_time',
] as const;
export type RangeOp = (typeof rangeOps)[number];

export const vectorOps = [
  'sum',
  'avg',
  'count',
  'max',
  'min',
  'stddev',
  'stdvar',
  'bottomk',
  'topk',
  'sort',
  'sort_desc',
] as const;
export type VectorOp = (typeof vectorOps)[number];

export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

export interface Unwrap {
  readonly label: string;
  readonly as: 'number' | 'duration' | 'bytes';
  readonly filters: readonly LabelFilter[];
}

export interface RangeExpr {
  readonly kind: 'range';
  readonly op: RangeOp;
  /** The quantile of `quantile_over_time`. */
  readonly parameter?: number;
  readonly log: LogExpr;
  readonly range: number;
  readonly offset: number;
  readonly unwrap?: Unwrap;
  readonly grouping?: Grouping;
}

export interface VectorExpr {
  readonly kind: 'vector';
  readonly op: VectorOp;
  /** The k of `topk` and `bottomk`. */
  readonly parameter?: number;
  readonly grouping: Grouping;
  readonly of: MetricExpr;
}

export const arithmetic = ['+', '-', '*', '/', '%', '^'] as const;
export const comparisons = ['==', '!=', '>', '>=', '<', '<='] as const;
export const setOps = ['and', 'or', 'unless'] as const;
export type BinaryOp = (typeof arithmetic)[number] | (typeof comparisons)[number] | (typeof setOps)[number];

/** Which series of both sides belong together. */
export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly many: 'none' | 'left' | 'right';
  readonly include: readonly string[];
}

export interface BinaryExpr {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly bool: boolean;
  readonly matching: Matching;
  readonly left: MetricExpr;
  readonly right: MetricExpr;
}

export interface LabelReplaceExpr {
  readonly kind: 'label_replace';
  readonly of: MetricExpr;
  readonly to: string;
  readonly replacement: string;
  readonly from: string;
  readonly pattern: string;
}

export type MetricExpr =
  | RangeExpr
  | VectorExpr
  | BinaryExpr
  | LabelReplaceExpr
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant vector'; readonly value: number };

export type Expr = LogExpr | MetricExpr;
