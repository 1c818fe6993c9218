import { type Attributes, context, type Link, type Span, trace } from '@opentelemetry/api';
import type { SpanDeclaration } from '../catalogue/declare';
import type { AttributesOf } from '../catalogue/names';
import { type Carrier, contextOf } from './carrier';
import { recordError } from './span-error';
import { boundedSpanName } from './span-name';
import { spanKinds, tracer } from './tracer';

/** What a span begins with. */
export interface SpanOptions<D extends SpanDeclaration> {
  readonly attributes?: AttributesOf<D>;
  readonly links?: readonly Link[];
  /** Continues this trace instead of the active one. */
  readonly parent?: Carrier;
}

/** What the function inside a span may do to it. */
export interface SpanHandle<D extends SpanDeclaration> {
  set(attributes: AttributesOf<D>): void;
  /** Marks the span as failed although the function returns: a declined payment, a message set aside. */
  fail(error: unknown): void;
}

/**
 * Runs `fn` inside a declared span. The span ends when `fn` returns or its promise settles; an error is recorded on it
 * and thrown on.
 */
export function withSpan<D extends SpanDeclaration, T>(
  declaration: D,
  options: SpanOptions<D>,
  fn: (span: SpanHandle<D>) => T,
): T {
  const parent = contextOf(options.parent);
  const attributes = definedOnly(options.attributes);
  const span = tracer.startSpan(
    boundedSpanName(declaration, attributes),
    { kind: spanKinds[declaration.kind], attributes, ...(options.links && { links: [...options.links] }) },
    parent,
  );
  const handle: SpanHandle<D> = {
    set: (more) => void span.setAttributes(definedOnly(more)),
    fail: (error) => recordError(span, error),
  };
  return endingSpan(span, () => context.with(trace.setSpan(parent, span), () => fn(handle)));
}

function endingSpan<T>(span: Span, fn: () => T): T {
  const fail = (error: unknown): never => {
    recordError(span, error);
    span.end();
    throw error;
  };
  let result: T;
  try {
    result = fn();
  } catch (error) {
    return fail(error);
  }
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  return result.then((value) => {
    span.end();
    return value;
  }, fail) as T;
}

export function definedOnly(attributes: object | undefined): Attributes {
  const defined: Attributes = {};
  for (const [key, value] of Object.entries(attributes ?? {})) if (value !== undefined) defined[key] = value;
  return defined;
}
