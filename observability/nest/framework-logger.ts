import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from '../catalogue/declare';
import { logEvents } from '../catalogue/library';
import { write } from '../logging/emit';
import { isError, messageOf } from '../logging/error-fields';
import { textOf } from '../logging/plain';

/** What Nest tells about its own wiring, dozens of lines per start: of use only to who looks for a fault there. */
const wiring = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

const say =
  (usual: LogLevel) =>
  (message: unknown, ...rest: unknown[]): void => {
    // Nest passes (message, context), and (message, stack, context) for errors; others pass what they like.
    const context = typeof rest.at(-1) === 'string' && !isStack(rest.at(-1)) ? String(rest.pop()) : undefined;
    const all = [message, ...rest];
    const error = all.find(isError);
    const stack = error ? undefined : rest.find(isStack);
    const texts = all.filter((each) => each !== error && each !== stack && each !== undefined).map(textOf);
    const level = usual === 'info' && wiring.has(context ?? '') ? 'debug' : usual;
    write(
      logEvents.frameworkMessage,
      { level, message: texts.join(' ') || (error ? messageOf(error) : textOf(message)) },
      { 'framework.context': context, ...(stack && { 'exception.stacktrace': stack }) },
      error,
    );
  };

const isStack = (value: unknown): value is string => typeof value === 'string' && /\n[ \t]+at /.test(value);

/** Nest's own lines as records of the platform: `NestFactory.create(AppModule, adapter, { logger: frameworkLogger })`. */
export const frameworkLogger: LoggerService = {
  log: say('info'),
  error: say('error'),
  warn: say('warn'),
  debug: say('debug'),
  verbose: say('debug'),
  fatal: say('fatal'),
};
