import { isSpanContextValid, trace } from '@opentelemetry/api';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../catalogue/declare';
import { redacted, redactText } from '../redaction/redact';
import { secretPaths } from '../redaction/secret-key';

export interface LoggerOptions {
  readonly destination: DestinationStream;
  readonly level: LogLevel;
  /** Fields of every line: the resource. */
  readonly base: Readonly<Record<string, string>>;
}

/** One line: JSON, `level` as a word, `time` in microseconds, the trace it belongs to, then the event's own fields. */
export function makeLogger({ destination, level, base }: LoggerOptions): Logger {
  return pino(
    {
      base: { ...base },
      level,
      timestamp: uniqueTime(),
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      mixin: activeTrace,
      redact: { paths: [...secretPaths], censor: redacted },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? redactText(arg) : arg)) as typeof args);
        },
      },
    },
    destination,
  );
}

function activeTrace(): object {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return {};
  return { trace_id: span.traceId, span_id: span.spanId, trace_flags: span.traceFlags.toString(16).padStart(2, '0') };
}

/**
 * No two lines of a process have the same time: those of one millisecond are counted by its microseconds. Loki may take two lines of
 * the same time for one, because what differs (the trace) is not part of the line.
 */
function uniqueTime(): () => string {
  let millisecond = 0;
  let before = 0;
  return () => {
    const now = Date.now();
    before = now === millisecond ? before + 1 : 0;
    millisecond = now;
    return `,"time":${now * 1000 + before}`;
  };
}
