/**
 * One trace as every trace store is read into it, whatever the store's own format.
 *
 * Times are whole nanoseconds since 1970 as bigint (they do not fit a double); durations are nanoseconds as number
 * (exact up to 104 days).
 */
export interface Trace {
  readonly traceId: string;
  /** In order of start. */
  readonly spans: readonly Span[];
  /** In order of time. */
  readonly logs: readonly LogLine[];
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly service: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startUnixNano: bigint;
  readonly durationNano: number;
  readonly status: SpanStatus;
  /** Why the status is `error`, when the span says so. */
  readonly statusMessage?: string;
  /** The span's attributes over those of its resource. Zipkin keeps text only, Tempo keeps the types. */
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type SpanStatus = 'unset' | 'ok' | 'error';
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanEvent {
  readonly timeUnixNano: bigint;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface LogLine {
  readonly timeUnixNano: bigint;
  readonly service: string;
  readonly level: string;
  readonly message: string;
  /** The span that was active when the line was written. */
  readonly spanId?: string;
  /** Everything else the record carries, as the log store keeps it. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const endOf = (span: Span) => span.startUnixNano + BigInt(span.durationNano);

/** When the last of the spans ends; they need not end in the order they start. */
export const lastEnd = (spans: readonly Span[]) => spans.map(endOf).reduce(later, 0n);

/** Spans that start in the same instant stay in the order they were stored in: the order in which they ended. */
export const byStart = (a: Span, b: Span) => compare(a.startUnixNano, b.startUnixNano);

export const byTime = (a: LogLine, b: LogLine) => compare(a.timeUnixNano, b.timeUnixNano);

// Math.min and Math.max take no bigint.
export const earlier = (a: bigint, b: bigint) => (a < b ? a : b);
export const later = (a: bigint, b: bigint) => (a > b ? a : b);

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
