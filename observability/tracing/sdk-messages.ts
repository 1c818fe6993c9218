import { context, type DiagLogger, DiagLogLevel, diag, ROOT_CONTEXT } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import type { LogLevel } from '../catalogue/declare';
import { logEvents } from '../catalogue/library';
import { write } from '../logging/emit';
import { textOf } from '../logging/plain';

const say =
  (level: LogLevel) =>
  (message: string, ...rest: unknown[]): void =>
    context.with(ROOT_CONTEXT, () =>
      write(logEvents.sdkMessage, { level, message: [message, ...rest].map(textOf).join(' ') }),
    );

const levels: Readonly<Record<string, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

/** Has the SDK speak through the platform's log instead of the console; `level` is OTEL_LOG_LEVEL. */
export function hearSdk(level: string): void {
  const logger: DiagLogger = {
    error: say('error'),
    warn: say('warn'),
    info: say('info'),
    debug: say('debug'),
    verbose: say('debug'),
  };
  diag.setLogger(logger, { logLevel: levels[level] ?? DiagLogLevel.INFO, suppressOverrideMessage: true });
  setGlobalErrorHandler((error) => diag.error('OpenTelemetry', error instanceof Error ? error.message : error));
}
