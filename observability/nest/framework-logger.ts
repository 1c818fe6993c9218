import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from '../catalogue/declare';
import { logEvents } from '../catalogue/index';
import { write } from '../logging/emit';

const say =
  (level: LogLevel) =>
  (message: unknown, ...rest: unknown[]): void => {
    // Nest passes (message, context), and (message, stack, context) for errors.
    const context = rest.at(-1);
    const error = message instanceof Error ? message : undefined;
    write(
      logEvents.frameworkMessage,
      { level, message: error ? error.message : typeof message === 'string' ? message : JSON.stringify(message) },
      { 'framework.context': typeof context === 'string' ? context : undefined },
      error,
    );
  };

/** Nest's own lines as records of the platform: `NestFactory.create(AppModule, adapter, { logger: frameworkLogger })`. */
export const frameworkLogger: LoggerService = {
  log: say('info'),
  error: say('error'),
  warn: say('warn'),
  debug: say('debug'),
  verbose: say('debug'),
  fatal: say('fatal'),
};
