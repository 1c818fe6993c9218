import { type TimeInput, trace } from '@opentelemetry/api';
import type { SpanDeclaration } from '../catalogue/declare';
import type { AttributesOf } from '../catalogue/names';
import { type Carrier, carrierOf, contextOf } from './carrier';
import { boundedSpanName } from './span-name';
import { spanKinds, tracer } from './tracer';
import { definedOnly } from './with-span';

/** When something took place, in milliseconds since 1970 or as a Date, and what there is to say of it. */
export interface PastSpan<D extends SpanDeclaration> {
  readonly startTime: TimeInput;
  /** Default: now. */
  readonly endTime?: TimeInput;
  readonly attributes?: AttributesOf<D>;
  /** Default: the active span. */
  readonly parent?: Carrier;
}

/** A span for something already past (the wait in the outbox). Returns its context, to be the parent of what follows. */
export function recordSpan<D extends SpanDeclaration>(declaration: D, past: PastSpan<D>): Carrier {
  const parent = contextOf(past.parent);
  const attributes = definedOnly(past.attributes);
  const span = tracer.startSpan(
    boundedSpanName(declaration, attributes),
    { kind: spanKinds[declaration.kind], startTime: past.startTime, attributes },
    parent,
  );
  span.end(past.endTime);
  return carrierOf(trace.setSpan(parent, span));
}
