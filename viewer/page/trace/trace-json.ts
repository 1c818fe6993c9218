/** What `/api/traces/:id` answers. Nanoseconds since 1970 are text: they do not fit a number without loss. */
export interface TraceJson {
  readonly traceId: string;
  readonly spans: readonly SpanJson[];
  readonly logs: readonly LogJson[];
  readonly criticalPath: readonly SegmentJson[];
  readonly failures: readonly FailureJson[];
  readonly links: Readonly<Record<string, string>>;
}

export interface SpanJson {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly startUnixNano: string;
  readonly durationNano: number;
  readonly status: 'unset' | 'ok' | 'error';
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly events: readonly EventJson[];
}

export interface EventJson {
  readonly timeUnixNano: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface LogJson {
  /** ISO 8601 with nanoseconds. */
  readonly time: string;
  readonly service: string;
  readonly level: string;
  readonly message: string;
  readonly spanId: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A stretch of the critical path: the span ran, or was waited for. */
export interface SegmentJson {
  readonly spanId: string;
  readonly waiting: boolean;
  readonly startUnixNano: string;
  readonly durationNano: number;
}

export interface FailureJson {
  readonly spanId: string;
  readonly reason: string;
  /** The same was tried again afterwards, and went well. */
  readonly recovered: boolean;
}
