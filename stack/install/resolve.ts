import type { Task } from '../report/progress';
import { EngineUnavailable } from './engine-unavailable';
import { type Found, isFound, type Passed, reasons } from './found';
import { fromCache } from './from-cache';
import { fromGivenPath } from './from-given-path';
import { fromRegistry } from './from-registry';
import { fromRelease } from './from-release';
import { fromSearchPath } from './from-search-path';
import type { Installable } from './installation';
import { requireJava } from './java-runtime';
import { withLock } from './lock';
import type { Workshop } from './workshop';

type Place = (engine: Installable, workshop: Workshop, task: Task) => Promise<Found | Passed>;

/** Looked at freely: nothing is made. */
const atHand: readonly Place[] = [fromGivenPath, fromSearchPath, fromCache];

/** Fetched or built, into the cache, by one process at a time: the second finds what the first has made. */
const afar: readonly Place[] = [fromCache, fromRelease, fromRegistry];

/**
 * Finds an engine, in order: the path the user gives, PATH, the cache, the official release archive, the package registries.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE, with what every place said; CHECKSUM_DIFFERS; DISK_FULL
 */
export async function resolveEngine(engine: Installable, workshop: Workshop, task: Task): Promise<Found> {
  if (engine.installation.runtime === 'java') await requireJava(engine.title);
  const others: Passed[] = [];
  const firstOf = async (places: readonly Place[]) => {
    for (const place of places) {
      const outcome = await place(engine, workshop, task);
      if (isFound(outcome)) return outcome;
      others.push(outcome);
    }
    return undefined;
  };
  const onWait = (holder: number) => task.update(`waiting for process ${holder}, which is getting it`);
  const { signal } = workshop;
  const found =
    (await firstOf(atHand)) ??
    (await withLock(workshop.cache.lockFile(engine), { onWait, signal }, () => firstOf(afar)));
  if (!found) throw new EngineUnavailable(engine, others);
  const why = reasons(others.filter(({ notable }) => notable));
  task.done([`${found.version} from ${found.from}`, ...(found.origin === 'cache' ? [] : why)].join('; '));
  return found;
}
