import type { Engine } from '../component';
import { PlatformError } from '../platform-error';
import type { Task } from '../report/progress';
import type { EngineCache } from './engine-cache';
import { type Found, isFound, type Origin, type Passed } from './found';
import { fromCache } from './from-cache';
import { fromGivenPath } from './from-given-path';
import { fromRegistry } from './from-registry';
import { fromRelease } from './from-release';
import { fromSearchPath } from './from-search-path';
import type { GoWorkshop } from './go-workshop';
import { javaProblem } from './java-runtime';
import { withLock } from './lock';
import type { ReleaseHosts } from './release-hosts';

/** What the places an engine may come from have in common. */
export interface Workshop {
  readonly env: NodeJS.ProcessEnv;
  readonly cache: EngineCache;
  readonly hosts: ReleaseHosts;
  readonly go: GoWorkshop;
}

type Place = (engine: Engine, workshop: Workshop, task: Task) => Promise<Found | Passed>;

/** Looked at freely: nothing is made. */
const atHand: readonly [Origin, Place][] = [
  ['given', fromGivenPath],
  ['PATH', fromSearchPath],
  ['cache', fromCache],
];

/** Fetched or built, into the cache, by one process at a time. */
const afar: readonly [Origin, Place][] = [
  ['cache', fromCache],
  ['release', fromRelease],
  ['registry', fromRegistry],
];

/**
 * Finds an engine, in order: the path the user gives, PATH, the cache, the official release archive, the package registries.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE, with what every place said; CHECKSUM_DIFFERS
 */
export async function resolveEngine(engine: Engine, workshop: Workshop, task: Task): Promise<Found> {
  const problem = engine.installation.runtime === 'java' ? await javaProblem() : undefined;
  if (problem) throw unavailable(engine, [problem]);
  const said: string[] = [];
  const tryPlaces = async (places: readonly [Origin, Place][]) => {
    for (const [origin, place] of places) {
      const outcome = await place(engine, workshop, task);
      if (isFound(outcome)) return outcome;
      said.push(`${origin}: ${outcome.passed}`);
    }
    return undefined;
  };
  const found =
    (await tryPlaces(atHand)) ??
    (await withLock(
      workshop.cache.lockFile(engine),
      { onWait: (holder) => task.update(`another start (process ${holder}) is getting it`) },
      () => tryPlaces(afar),
    ));
  if (!found) throw unavailable(engine, said);
  task.done(
    `${found.version} from ${described(found)}${said.length > 0 && found.origin !== 'cache' ? ` (${said.join('; ')})` : ''}`,
  );
  return found;
}

/** The variable that gives the path of an engine's program. */
export const givenBy = (engine: Engine) => `SIGHTLINE_${engine.name.toUpperCase()}_BIN`;

const unavailable = (engine: Engine, said: readonly string[]) =>
  new PlatformError('ENGINE_UNAVAILABLE', {
    problem: [`${engine.title} ${engine.version} cannot be had:`, ...new Set(said)].join('\n    '),
    remedy: `mend one of these, or give its program with ${givenBy(engine)}=<path>`,
  });

const described = ({ origin, from }: Found) => `${origin}: ${from}`;
