import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { errorFields, isError } from '../logging/error-fields';
import { attempt } from '../logging/plain';

/** Marks a span as failed by `error`: exception event, status, `error.type` (the code where there is one). */
export function recordError(span: Span, error: unknown): void {
  const fields = errorFields(error);
  span.addEvent('exception', { ...fields });
  span.setAttribute('error.type', errorTypeOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: fields['exception.message'] });
}

/** Marks what runs now as failed by `error`: where a framework answers for an error that nobody caught. */
export function failCurrentSpan(error: unknown): void {
  const span = trace.getActiveSpan();
  if (span) recordError(span, error);
}

/** A name for the kind of error, with few different values: its code, else its class. */
export function errorTypeOf(error: unknown): string {
  return attempt(() => {
    if (!isError(error)) return typeof error;
    const { code } = error as { code?: unknown };
    return typeof code === 'string' && code !== '' ? code : error.name;
  }, 'Error');
}
