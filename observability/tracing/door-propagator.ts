import {
  type Context,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { CompositePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { B3InjectEncoding, B3Propagator } from '@opentelemetry/propagator-b3';
import { JaegerPropagator } from '@opentelemetry/propagator-jaeger';

const known: Readonly<Record<string, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  b3: () => new B3Propagator(),
  b3multi: () => new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER }),
  jaeger: () => new JaegerPropagator(),
};

/**
 * Which trace a request or a message belongs to comes in, and goes out to others; nothing else does. What strangers put into
 * `tracestate` and `baggage` would be in every span, record and request that follows, and what we carry ourselves is nobody's
 * business. Our own events carry it by other means: see `carrier.ts`.
 *
 * @param names as OTEL_PROPAGATORS has them.
 */
export function doorPropagator(names: readonly string[]): TextMapPropagator {
  const propagators = names.flatMap((name) => known[name]?.() ?? []);
  return new DoorPropagator(new CompositePropagator({ propagators }));
}

class DoorPropagator implements TextMapPropagator {
  constructor(private readonly inner: TextMapPropagator) {}

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    this.inner.inject(withoutBaggage(context), carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const extracted = withoutBaggage(this.inner.extract(context, carrier, getter));
    const span = trace.getSpanContext(extracted);
    if (!span?.traceState) return extracted;
    const { traceState: _, ...clean } = span;
    return trace.setSpanContext(extracted, clean);
  }

  fields(): string[] {
    return this.inner.fields().filter((field) => field !== 'tracestate');
  }
}

/** Each change of a context copies it. */
const withoutBaggage = (context: Context): Context =>
  propagation.getBaggage(context) === undefined ? context : propagation.deleteBaggage(context);
