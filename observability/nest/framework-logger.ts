import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from '../catalogue/declare';
import { logEvents } from '../catalogue/index';
import { write } from '../logging/emit';

/** What Nest tells about its own wiring, dozens of lines per start: of use only to who looks for a fault there. */
const wiring = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

const say =
  (usual: LogLevel) =>
  (message: unknown, ...rest: unknown[]): void => {
    // Nest passes (message, context), and (message, stack, context) for errors.
    const context = rest.at(-1);
    const level = usual === 'info' && wiring.has(String(context)) ? 'debug' : usual;
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
