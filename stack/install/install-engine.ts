import type { Engine } from '../component';
import type { Task } from '../report/progress';
import { EngineUnavailable } from './engine-unavailable';
import type { Found } from './found';
import { resolveEngine } from './resolve';
import type { Workshop } from './workshop';

/**
 * Finds an engine. For an optional engine that cannot be had there is a line that says so, and no result.
 *
 * @throws {PlatformError} when the platform cannot do without it.
 */
export async function installEngine(
  engine: Engine,
  { workshop, task }: { workshop: Workshop; task: Task },
): Promise<Found | undefined> {
  try {
    return await resolveEngine(engine, workshop, task);
  } catch (error) {
    if (!engine.optional || workshop.signal.aborted || !(error instanceof EngineUnavailable)) throw error;
    task.skipped(`left out (${error.summary}): ${engine.optional}`);
    return undefined;
  }
}
