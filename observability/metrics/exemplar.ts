import { isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';

export type ExemplarLabels = Record<'trace_id' | 'span_id', string>;

/** The active span, when it is sampled: an exemplar that points to a trace nobody kept would lead nowhere. */
export function activeExemplar(): ExemplarLabels | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span) || !(span.traceFlags & TraceFlags.SAMPLED)) return undefined;
  return { trace_id: span.traceId, span_id: span.spanId };
}
