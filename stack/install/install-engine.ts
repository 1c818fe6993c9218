import type { Engine } from '../component';
import type { Progress } from '../report/progress';
import { EngineUnavailable } from './engine-unavailable';
import type { Found } from './found';
import { resolveEngine } from './resolve';
import type { Workshop } from './workshop';

/**
 * Finds an engine, with its progress shown. For an optional engine that cannot be had there is a line that says so, and no result.
 *
 * @throws {PlatformError} when the platform cannot do without it.
 */
export async function installEngine(
  engine: Engine,
  { workshop, progress }: { workshop: Workshop; progress: Progress },
): Promise<Found | undefined> {
  const task = progress.task(engine.title);
  try {
    return await resolveEngine(engine, workshop, task);
  } catch (error) {
    if (workshop.signal.aborted) {
      task.failed('given up');
    } else if (engine.optional && error instanceof EngineUnavailable) {
      task.skipped(`left out (${error.summary}): ${engine.optional}`);
      return undefined;
    } else {
      task.failed(firstLine(error as Error));
    }
    throw error;
  }
}

/** The whole is told at the end, once. */
const firstLine = ({ message }: Error) => message.split('\n', 1).join().replace(/:$/, '');
