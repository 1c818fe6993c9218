import { type Context, context, isSpanContextValid, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { baggageHeaderOf, withBaggageHeader } from './baggage';

/**
 * A trace context in the form the propagators write (W3C's, unless OTEL_PROPAGATORS says otherwise), as it travels in Kafka headers and
 * lies in an outbox row, with our own baggage. Empty outside a trace.
 */
export interface Carrier {
  traceparent?: string;
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
  const baggage = baggageHeaderOf(from);
  if (baggage !== undefined) carrier.baggage = baggage;
  return carrier;
}

export function contextOf(carrier: Carrier | undefined): Context {
  if (!carrier) return context.active();
  const extracted = propagation.extract(ROOT_CONTEXT, carrier);
  return carrier.baggage === undefined ? extracted : withBaggageHeader(extracted, carrier.baggage);
}

/** Runs `fn`, which handles a message that came with these headers, with what they carry of ours besides the trace. */
export function withCarriedBaggage<T>(headers: Readonly<Record<string, string>>, fn: () => T): T {
  if (headers.baggage === undefined) return fn();
  return context.with(withBaggageHeader(context.active(), headers.baggage), fn);
}

/** Whether headers say which trace their message belongs to, in a way that is understood. */
export function carriesContext(headers: Readonly<Record<string, string>>): boolean {
  const span = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers, anyCase));
  return span !== undefined && isSpanContextValid(span);
}

/** As the instrumentation of Kafka reads them. */
const anyCase = {
  get: (headers: Readonly<Record<string, string>>, key: string) =>
    headers[key] ?? Object.entries(headers).find(([name]) => name.toLowerCase() === key)?.[1],
  keys: Object.keys,
};
