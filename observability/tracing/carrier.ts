import { type Context, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** A trace context in W3C form, as it travels in Kafka headers and lies in an outbox row. Empty outside a trace. */
export interface Carrier {
  traceparent?: string;
  tracestate?: string;
  baggage?: string;
}

/** The active trace context, ready to be stored or sent. */
export function captureContext(): Carrier {
  return carrierOf(context.active());
}

/** Runs `fn` as a continuation of the trace in `carrier`; outside any trace when it is empty or unreadable. */
export function runInContext<T>(carrier: Carrier, fn: () => T): T {
  return context.with(contextOf(carrier), fn);
}

/** The trace a person can look up, or undefined outside one. */
export function currentTraceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}

export function carrierOf(from: Context): Carrier {
  const carrier: Carrier = {};
  propagation.inject(from, carrier);
  return carrier;
}

export function contextOf(carrier: Carrier | undefined): Context {
  return carrier ? propagation.extract(ROOT_CONTEXT, carrier) : context.active();
}
