import { SpanKind, type Tracer, trace } from '@opentelemetry/api';
import type { SpanKindName } from '../catalogue/declare';

/** Looked up per call: the provider may be registered after this module is loaded. */
export const tracer = (): Tracer => trace.getTracer('@sightline/observability');

export const spanKinds: Readonly<Record<SpanKindName, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};
