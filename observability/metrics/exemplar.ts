import { TraceFlags, trace } from '@opentelemetry/api';

export type ExemplarLabels = Record<'trace_id' | 'span_id', string>;

/** As prom-client keeps it; seconds since 1970. */
export interface Exemplar {
  readonly labelSet: ExemplarLabels;
  readonly value: number;
  readonly timestamp: number;
}

/** The active span with a value, when it is sampled: an exemplar that points to a trace nobody kept would lead nowhere. */
export function activeExemplar(value: number): Exemplar | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  // One that is sampled has valid ids: an invalid one has no flags.
  if (span === undefined || !(span.traceFlags & TraceFlags.SAMPLED)) return undefined;
  return { labelSet: { trace_id: span.traceId, span_id: span.spanId }, value, timestamp: Date.now() / 1_000 };
}
