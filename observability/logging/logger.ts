import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../catalogue/declare';
import { redacted } from '../redaction/redact';
import { secretPaths } from '../redaction/secret-key';

export interface LoggerOptions {
  readonly destination: DestinationStream;
  readonly level: LogLevel;
  /** Fields of every line: the resource. */
  readonly base: Readonly<Record<string, string>>;
}

/** One line: JSON, `level` as a word, `time` in microseconds, the resource, then what is given. */
export function makeLogger({ destination, level, base }: LoggerOptions): Logger {
  return pino(
    {
      base: { ...base },
      level,
      timestamp: uniqueTime(),
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...secretPaths], censor: redacted },
    },
    destination,
  );
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
