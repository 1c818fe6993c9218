import { isSpanContextValid, trace } from '@opentelemetry/api';
import pino, { type DestinationStream, type Logger } from 'pino';
import { redacted, redactText } from '../redaction/redact';
import { secretPaths } from '../redaction/secret-key';

/** One line: JSON, `level` as a word, `time` in milliseconds, the trace it belongs to, then the event's own fields. */
export function makeLogger(destination: DestinationStream, base: Readonly<Record<string, string>> = {}): Logger {
  return pino(
    {
      base: { ...base },
      level: 'debug',
      messageKey: 'message',
      formatters: { level: (level) => ({ level }) },
      mixin: activeTrace,
      redact: { paths: [...secretPaths], censor: redacted },
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((arg: unknown) => (typeof arg === 'string' ? redactText(arg) : arg)) as typeof args,
          );
        },
      },
    },
    destination,
  );
}

function activeTrace(): object {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return {};
  return { trace_id: span.traceId, span_id: span.spanId, trace_flags: `0${span.traceFlags.toString(16)}` };
}
