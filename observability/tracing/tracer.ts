import { SpanKind, trace } from '@opentelemetry/api';
import type { SpanKindName } from '../catalogue/declare';

/** A proxy: it finds the provider once one is registered, also when this module is loaded before. */
export const tracer = trace.getTracer('@sightline/observability');

export const spanKinds: Readonly<Record<SpanKindName, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};
