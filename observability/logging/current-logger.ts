import pino, { type Logger } from 'pino';
import { makeLogger } from './logger';

let logger: Logger | undefined;

/** The logger of the process; standard output alone until telemetry has started. */
export function currentLogger(): Logger {
  logger ??= makeLogger({ destination: pino.destination({ dest: 1, sync: true }), level: 'info', base: {} });
  return logger;
}

export function useLogger(next: Logger): void {
  logger = next;
}
