import type { Span } from './trace';

/** What can be asked of the place the traces are kept in, be it Tempo, Zipkin or Jaeger. */
export interface TraceStore {
  readonly name: 'tempo' | 'zipkin' | 'jaeger';
  /** All spans of one trace in order of start; undefined when the store does not know it (yet). */
  spans(traceId: string): Promise<Span[] | undefined>;
  /** The traces that have a span matching every condition, newest first. */
  search(search: TraceSearch): Promise<FoundTrace[]>;
  /** The same traces with all their spans. */
  traces(search: TraceSearch): Promise<Span[][]>;
  /** Where a person can look at the trace, in the store's own user interface if it has one. */
  link?(traceId: string): string;
}

export interface TraceSearch {
  readonly service?: string;
  readonly spanName?: string;
  /** `attribute: value`; an empty value asks only that the attribute is there. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Only spans that failed. */
  readonly failed?: boolean;
  /** Only spans at least this long. */
  readonly minDurationMs?: number;
  readonly since: Date;
  readonly until?: Date;
  readonly limit: number;
}

export interface FoundTrace {
  readonly traceId: string;
  readonly startUnixNano: bigint;
  /** From the start of the first to the end of the last span. */
  readonly durationNano: number;
}
