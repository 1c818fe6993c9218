import type { Engine, EngineName } from '../component';
import type { Progress } from '../report/progress';
import type { Found } from './found';
import { resolveEngine } from './resolve';
import type { Workshop } from './workshop';

export type Installed = Partial<Record<EngineName, Found>>;

/**
 * Finds all engines, side by side. An optional engine that cannot be had is missing from the result, and a line says so. All are
 * let finish before a failure ends the start: what was made by then is in the cache.
 *
 * @throws {PlatformError} for the first engine that the platform cannot do without.
 */
export async function installEngines(
  engines: readonly Engine[],
  { workshop, progress }: { workshop: Workshop; progress: Progress },
): Promise<Installed> {
  const outcomes = await Promise.allSettled(engines.map((engine) => install(engine, workshop, progress)));
  const found = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  return Object.fromEntries(found.filter((each) => each !== undefined).map((each) => [each.engine, each]));
}

async function install(engine: Engine, workshop: Workshop, progress: Progress): Promise<Found | undefined> {
  const task = progress.task(engine.title);
  try {
    return await resolveEngine(engine, workshop, task);
  } catch (error) {
    task.failed(engine.optional ? `left out: ${engine.optional}` : (error as Error).message);
    if (engine.optional) return undefined;
    throw error;
  }
}
