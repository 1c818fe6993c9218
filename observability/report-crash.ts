import { logEvents } from './catalogue/library';
import { emit } from './logging/emit';

/**
 * An error that reaches nobody ends the process, as Node has it; but its record, the most wanted of all, is delivered
 * first. Rejections nobody handles come the same way. A second such error ends the process at once.
 */
export function reportCrash(deliver: () => Promise<void>): void {
  process.once('uncaughtException', (error) => {
    emit(logEvents.serviceFailed, {}, error);
    void deliver().then(() => process.exit(1));
  });
}
