import type { Progress } from '../report/progress';
import type { Settings } from '../settings';
import { EngineCache } from './engine-cache';
import type { Found } from './found';
import { GoWorkshop } from './go-workshop';
import type { Installable } from './installation';
import { ReleaseHosts } from './release-hosts';
import { resolveEngine } from './resolve';

/**
 * Gets programs that are no part of the platform in the way its engines are had, side by side, and keeps them where those are kept.
 *
 * @returns what was found, by name.
 * @throws {PlatformError} ENGINE_UNAVAILABLE, CHECKSUM_DIFFERS, DISK_FULL: the first failure; all other work has ended.
 */
export async function installPrograms(
  wanted: readonly Installable[],
  { settings, progress }: { readonly settings: Settings; readonly progress: Progress },
): Promise<ReadonlyMap<string, Found>> {
  const cache = new EngineCache(settings.cache);
  const abort = new AbortController();
  const { signal } = abort;
  const go = new GoWorkshop(cache.buildFolder, signal);
  const workshop = { env: process.env, cache, go, hosts: new ReleaseHosts(settings.mirror), signal };
  const work = wanted.map(async (each) => {
    const task = progress.task(each.title);
    try {
      return await resolveEngine(each, workshop, task);
    } catch (error) {
      task.failed(signal.aborted ? 'given up' : 'cannot be had');
      abort.abort();
      throw error;
    }
  });
  try {
    const found = await Promise.all(work);
    if (!settings.keepBuildCache) cache.tidy();
    return new Map(found.map((each) => [each.engine, each]));
  } finally {
    await Promise.allSettled(work);
  }
}
