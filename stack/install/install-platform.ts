import type { Component, ComponentName, Engine } from '../component';
import { isEngine } from '../components';
import { PlatformError } from '../platform-error';
import type { TimeLeft } from '../report/duration';
import type { Progress, Task } from '../report/progress';
import type { LogStore, Settings, TraceStore } from '../settings';
import type { Plan } from '../supervise/messages';
import { EngineCache } from './engine-cache';
import type { Found } from './found';
import { givenPathVariable } from './given-path-variable';
import { GoWorkshop } from './go-workshop';
import { installEngine } from './install-engine';
import { ReleaseHosts } from './release-hosts';
import type { Workshop } from './workshop';

export interface InstallOptions {
  readonly settings: Settings;
  readonly progress: Progress;
  /** Tempo where it can be had, otherwise Zipkin, unless said. */
  readonly traceStore?: TraceStore | undefined;
  /** Loki where it can be had, otherwise VictoriaLogs, unless said. */
  readonly logStore?: LogStore | undefined;
  /** Told how each component that has to be had comes along. */
  readonly changed?: (name: ComponentName, state: InstallState) => void;
}

/** How far the program of a component is. */
export type InstallState =
  | { readonly kind: 'installing'; readonly doing: string; readonly left?: TimeLeft }
  /** A component of ours has no `found`: it is where it always is. */
  | { readonly kind: 'installed'; readonly found?: Found }
  | { readonly kind: 'unavailable'; readonly error: PlatformError };

export interface PlatformInstallation {
  /**
   * Which components there will be. It stands as soon as it is known of each engine that another may stand in for whether it can be
   * had; none of those is built, so that is long before everything is here.
   *
   * @throws {PlatformError} what failed by then; all other work has ended.
   */
  readonly plan: Promise<Plan>;
  /**
   * Resolves when everything is here.
   *
   * @throws {PlatformError} ENGINE_UNAVAILABLE, CHECKSUM_DIFFERS, DISK_FULL: the first failure. Work on the others goes on.
   */
  readonly complete: Promise<void>;
  /** Ends all work, and resolves when it has ended; what was made is in the cache, and what compilers have done is not lost. */
  giveUp(): Promise<void>;
}

/**
 * Gets everything that the wanted components need to run, side by side, and decides which of them there will be: an engine that
 * cannot be had is left out where it is optional, and what stands in for it takes its place.
 */
export function installPlatform(wanted: readonly Component[], options: InstallOptions): PlatformInstallation {
  const { settings, progress, traceStore, logStore, changed = () => {} } = options;
  const cache = new EngineCache(settings.cache);
  const abort = new AbortController();
  const { signal } = abort;
  const go = new GoWorkshop(cache.buildFolder, signal);
  const workshop: Workshop = { env: process.env, cache, go, hosts: new ReleaseHosts(settings.mirror), signal };
  const components = [traceStore, logStore].reduce(withChoice, wanted);
  const install = (component: Component) => installComponent(component, { workshop, progress, changed });

  const standIns = ({ name }: Component) => components.filter(({ standsInFor }) => standsInFor === name);
  const firstChoice = components.filter(({ standsInFor }) => !components.some(({ name }) => name === standsInFor));
  const work = firstChoice.map(async (component) => {
    const isHere = await install(component);
    return { component, isHere, instead: isHere ? [] : standIns(component).map(install) };
  });
  const mayBeLeftOut = (component: Component) =>
    'optional' in component || wanted.some(({ standsInFor }) => standsInFor === component.name);
  const decided = Promise.all(work.filter((_, index) => mayBeLeftOut(firstChoice[index] as Component)));
  const everything = Promise.all(work.map(async (each) => void (await Promise.all((await each).instead))));
  const complete = everything.then(() => {
    if (!settings.keepBuildCache) cache.tidy();
  });
  const giveUp = async () => {
    abort.abort();
    await Promise.allSettled(work.map(async (each) => Promise.allSettled((await each).instead)));
  };
  const plan = Promise.race([decided, complete.then(() => decided)])
    .then((choices) => {
      const here = choices.filter(({ isHere }) => isHere).map(({ component }) => component.name);
      const gone = choices.filter(({ isHere }) => !isHere).map(({ component }) => component.name);
      const isPart = ({ name, standsInFor }: Component) =>
        !gone.includes(name) && !(standsInFor && (here as string[]).includes(standsInFor));
      const names = components.filter(isPart).map(({ name }) => name);
      return {
        components: names,
        traceStore: names.includes('tempo') ? ('tempo' as const) : ('zipkin' as const),
        logStore: names.includes('loki') ? ('loki' as const) : ('victorialogs' as const),
      };
    })
    .catch(async (error) => {
      await giveUp();
      throw error;
    });
  // Whoever is not interested in one of them is not to be ended by its failure.
  for (const promise of [plan, complete, ...work]) promise.catch(() => {});
  return { plan, complete, giveUp };
}

/** Asked for by name, a store is needed, and those of which one stands in for the other are not. */
function withChoice(wanted: readonly Component[], chosen: ComponentName | undefined): readonly Component[] {
  const store = wanted.find(({ name }) => name === chosen);
  if (!store) return wanted;
  return wanted
    .filter(({ name, standsInFor }) => name !== store.standsInFor && standsInFor !== store.name)
    .map((component) => (component === store ? omitOptional(component) : component));
}

function omitOptional(component: Component): Component {
  const { optional: _, ...needed } = component as Engine;
  return needed;
}

/** Whether there is anything to be had before it can start. */
export const hasToBeHad = (component: Component) => isEngine(component) || component.install !== undefined;

interface Surroundings extends Required<Pick<InstallOptions, 'progress' | 'changed'>> {
  readonly workshop: Workshop;
}

/** @returns whether it is here; not so for an optional engine that cannot be had. */
async function installComponent(component: Component, around: Surroundings): Promise<boolean> {
  if (!hasToBeHad(component)) return true;
  const { workshop, changed } = around;
  const task = told(around.progress.task(component.title), (doing, left) =>
    changed(component.name, { kind: 'installing', doing, ...(left && { left }) }),
  );
  try {
    if (isEngine(component)) {
      const found = await installEngine(component, { workshop, task });
      if (found) changed(component.name, { kind: 'installed', found });
      return found !== undefined;
    }
    await component.install?.(task, workshop.signal);
    changed(component.name, { kind: 'installed' });
    return true;
  } catch (cause) {
    task.failed(workshop.signal.aborted ? 'given up' : firstLine(cause as Error));
    const error = cause instanceof PlatformError ? cause : unavailable(component, cause as Error);
    changed(component.name, { kind: 'unavailable', error });
    throw error;
  }
}

const unavailable = ({ title, name }: Component, cause: Error) =>
  new PlatformError('ENGINE_UNAVAILABLE', {
    problem: `${title} could not be had: ${cause.message}`,
    remedy: `mend that and start again, it goes on from where it was; or give its program with ${givenPathVariable(name)}=<path>`,
    cause,
  });

const told = (task: Task, tell: Task['update']): Task => ({
  ...task,
  update(doing, left) {
    task.update(doing, left);
    tell(doing, left);
  },
});

/** The whole is told at the end, once. */
const firstLine = ({ message }: Error) => message.split('\n', 1).join().replace(/:$/, '');
