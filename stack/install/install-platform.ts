import type { Component, Engine } from '../component';
import { isEngine } from '../components';
import type { Progress } from '../report/progress';
import type { Settings, TraceStore } from '../settings';
import type { Plan } from '../supervise/messages';
import { EngineCache } from './engine-cache';
import type { Found, Installed } from './found';
import { GoWorkshop } from './go-workshop';
import { installEngine } from './install-engine';
import { ReleaseHosts } from './release-hosts';
import type { Workshop } from './workshop';

export interface InstallOptions {
  readonly settings: Settings;
  readonly progress: Progress;
  /** Tempo where it can be had, otherwise Zipkin, unless said. */
  readonly traceStore?: TraceStore;
}

/**
 * Gets everything that the wanted components need to run, side by side, and settles which of them there will be: an engine that
 * cannot be had is left out where it is optional, and what stands in for it takes its place. The first
 * failure ends all other work; what was made by then is in the cache, and what compilers have done is not lost either.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE, CHECKSUM_DIFFERS, DISK_FULL
 */
export async function installPlatform(wanted: readonly Component[], options: InstallOptions): Promise<Plan> {
  const { settings, progress, traceStore } = options;
  const cache = new EngineCache(settings.cache);
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const go = new GoWorkshop(cache.buildFolder, signal);
  const workshop: Workshop = { env: process.env, cache, go, hosts: new ReleaseHosts(settings.mirror), signal };
  const components = withTraceStore(wanted, traceStore);
  const firstChoice = components.filter(({ standsInFor }) => !components.some(({ name }) => name === standsInFor));
  const work = firstChoice.map((component) => installWithStandIn(component, { components, workshop, progress }));
  const found = await Promise.all(work).catch(async (error) => {
    giveUp.abort();
    await Promise.allSettled(work);
    throw error;
  });
  if (!settings.keepBuildCache) cache.tidy();
  const installed: Installed = Object.fromEntries(found.flatMap((each) => (each ? [[each.engine, each]] : [])));
  return {
    installed,
    traceStore: installed.tempo ? 'tempo' : 'zipkin',
    components: components.filter((component) => isPresent(component, installed)).map(({ name }) => name),
  };
}

/** Asked for by name, a trace store is needed, and the other is not. */
function withTraceStore(wanted: readonly Component[], traceStore: TraceStore | undefined): readonly Component[] {
  if (!traceStore) return wanted;
  const other = traceStore === 'tempo' ? 'zipkin' : 'tempo';
  return wanted
    .filter(({ name }) => name !== other)
    .map(({ ...component }) => (component.name === traceStore ? omitOptional(component) : component));
}

function omitOptional(component: Component): Component {
  const { optional: _, ...needed } = component as Engine;
  return needed;
}

interface Surroundings {
  readonly components: readonly Component[];
  readonly workshop: Workshop;
  readonly progress: Progress;
}

async function installWithStandIn(component: Component, around: Surroundings): Promise<Found | undefined> {
  if (!isEngine(component)) {
    await installOwn(component, around);
    return undefined;
  }
  const found = await installEngine(component, around);
  const standIn = around.components.find(({ standsInFor }) => standsInFor === component.name);
  return found || !standIn ? found : installWithStandIn(standIn, around);
}

async function installOwn(component: Component, { progress, workshop }: Surroundings): Promise<void> {
  if (!component.install) return;
  const task = progress.task(component.title);
  try {
    await component.install(task, workshop.signal);
  } catch (error) {
    task.failed(workshop.signal.aborted ? 'given up' : (error as Error).message);
    throw error;
  }
}

const isPresent = (component: Component, installed: Installed) =>
  isEngine(component)
    ? installed[component.name] !== undefined
    : !(component.standsInFor && installed[component.standsInFor]);
