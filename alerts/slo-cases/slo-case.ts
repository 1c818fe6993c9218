import type { CompileOptions } from '../compiler/compile';

/** Something that is asked of the rules while promtool evaluates them over series. */
export interface Expectation {
  readonly expr: string;
  /** A minute of the test. */
  readonly at: number;
  /** Within a hundredth; `none`: no series. */
  readonly is: number | 'none';
}

/** Series that promtool makes, a sample every half-minute. */
export interface World {
  readonly series: Readonly<Record<string, string>>;
  /** Minutes between two evaluations; 1 unless given. */
  readonly every?: number;
  readonly expect: readonly Expectation[];
}

/** An SLO file as people write them, and what must come of it. */
export interface SloCase {
  /** A sentence's subject: what the file holds. */
  readonly name: string;
  readonly text: string;
  readonly options?: CompileOptions;
  /** The diagnostics that there must be: severity, code, line of the file. No errors: it compiles. */
  readonly diagnostics: readonly string[];
  /** Words that the diagnostics must hold. */
  readonly words?: RegExp;
  readonly world?: World;
}

export const ratio = (window: string) => `slo:sli_error:ratio_rate${window}`;
