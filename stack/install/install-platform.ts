import type { Component, Engine } from '../component';
import { isEngine } from '../components';
import type { Progress } from '../report/progress';
import type { Settings, TraceStore } from '../settings';
import type { Orders } from '../supervise/messages';
import { EngineCache } from './engine-cache';
import { GoWorkshop } from './go-workshop';
import { type Installed, installEngines } from './install-engines';
import { ReleaseHosts } from './release-hosts';

/**
 * Gets the engines that the wanted components are or need, and settles what depends on what can be had: the trace store (Tempo, or
 * Zipkin in its place) and whether there is a Grafana.
 *
 * @throws {PlatformError} ENGINE_UNAVAILABLE, CHECKSUM_DIFFERS, DISK_FULL
 */
export async function installPlatform(
  wanted: readonly Component[],
  { settings, progress, traceStore }: { settings: Settings; progress: Progress; traceStore?: TraceStore },
): Promise<Orders> {
  const cache = new EngineCache(settings.cache);
  const go = new GoWorkshop(cache.buildFolder);
  const workshop = { env: process.env, cache, go, hosts: new ReleaseHosts(settings.mirror) };
  const install = (some: readonly Engine[]) => installEngines(some, { workshop, progress });

  const engines = wanted.filter(isEngine);
  const isStore = ({ name }: Engine) => name === 'tempo' || name === 'zipkin';
  const [base, traces] = await Promise.all([
    install(engines.filter((engine) => !isStore(engine))),
    installTraceStore(engines.filter(isStore), { install, ...(traceStore ? { traceStore } : {}) }),
  ]);
  const installed = { ...base, ...traces };
  if (!settings.keepBuildCache) cache.tidy();
  return {
    installed,
    traceStore: traces.tempo ? 'tempo' : 'zipkin',
    components: wanted.filter((component) => !isEngine(component) || installed[component.name]).map(({ name }) => name),
  };
}

async function installTraceStore(
  stores: readonly Engine[],
  { install, traceStore }: { install: (some: readonly Engine[]) => Promise<Installed>; traceStore?: TraceStore },
): Promise<Installed> {
  const named = (name: TraceStore) => stores.filter((engine) => engine.name === name);
  // Asked for by name, it is needed.
  if (traceStore) return install(named(traceStore).map(({ optional: _, ...engine }) => engine));
  const tempo = await install(named('tempo'));
  return tempo.tempo ? tempo : install(named('zipkin'));
}
