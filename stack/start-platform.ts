import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addresses } from './addresses';
import type { Component, ComponentName } from './component';
import { allComponents, componentsOf, isMeantBy, withNeeds } from './components';
import { homeAt, prepareHome } from './home';
import { InstallNews } from './install/install-news';
import { installPlatform } from './install/install-platform';
import { PlatformError } from './platform-error';
import { type PlatformState, readPlatform } from './read-platform';
import { hasFront, type Replicas } from './replicas';
import { type Progress, silent, type Task } from './report/progress';
import { type LogStore, readSettings, type SloScale, type TraceStore } from './settings';

import { endLeftovers } from './supervise/leftovers';
import type { FromSupervisor, ToSupervisor } from './supervise/messages';
import { requireFreePorts } from './supervise/ports';
import { type ComponentState, readState } from './supervise/state';

export interface StartOptions {
  /** Clears data and logs first; secrets stay. */
  readonly fresh?: boolean;
  /** Default: Tempo where it can be had, otherwise Zipkin. */
  readonly traceStore?: TraceStore;
  /** Default: Loki where it can be had, otherwise VictoriaLogs. */
  readonly logStore?: LogStore;
  /** Default: real. */
  readonly sloScale?: SloScale;
  /** How many there are of each service. Default: what the settings say. */
  readonly replicas?: Replicas;
  /** Only these components and what they wait for. */
  readonly only?: readonly ComponentName[];
  readonly progress?: Progress;
  /** The variables that say where it is, and how it runs. Default: those of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A platform that runs for as long as this process does, unless it is detached. */
export interface Platform {
  /** What runs now. */
  state(): PlatformState;
  /**
   * Resolves when everything is ready.
   *
   * @throws {PlatformError} for the first component that cannot be had or does not start. All that does not need it goes on.
   */
  readonly ready: Promise<void>;
  /**
   * Resolves when the named components are ready; those that are not part of the platform do not count.
   *
   * @throws {PlatformError} when one of them cannot be had or does not start, or the platform ends.
   */
  until(names: readonly ComponentName[]): Promise<void>;
  /** Resolves when the platform has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** Lets the platform outlive this process, once everything is ready. */
  detach(): Promise<void>;
}

/**
 * Gets the engines, starts everything under a supervisor of its own and resolves when all is ready. Ends with this process, also
 * when this process is killed, until it is detached.
 *
 * @throws {PlatformError} saying what is wrong and what to do; nothing is left running then.
 */
export async function startPlatform(options: StartOptions = {}): Promise<Platform> {
  const platform = await launchPlatform(options);
  await stoppedByInterrupt(platform, async () => {
    try {
      await platform.ready;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  });
  return platform;
}

/**
 * The same, but resolves as soon as it is known which components there will be: each is started when it can be, while the programs of
 * others are still being made or fetched.
 */
export async function launchPlatform(options: StartOptions = {}): Promise<Platform> {
  const { fresh = false, only, progress = silent, env = process.env } = options;
  const settings = readSettings(env);
  const at = addresses(env);
  const home = homeAt(settings.home);
  const replicas = options.replicas ?? settings.replicas;
  if (settings.secure && hasFront(replicas))
    throw new PlatformError('REPLICAS_NOT_SECURED', {
      problem: 'several instances of a service stand behind a front that does not speak TLS yet',
      remedy: 'leave out --replicas and SIGHTLINE_REPLICAS, or SIGHTLINE_SECURE',
    });
  if (settings.secure)
    requireClosable([options.traceStore ?? settings.traceStore, options.logStore ?? settings.logStore]);
  if (readPlatform(env)) {
    throw new PlatformError('ALREADY_RUNNING', {
      problem: `a platform runs already from ${home.path}`,
      remedy:
        'stop it with `npm stop`, or run another beside it with SIGHTLINE_HOME=<folder> SIGHTLINE_PORT_OFFSET=10000',
    });
  }
  const left = readState(home.stateFile);
  const leftovers = left ? await endLeftovers(left) : [];
  if (leftovers.length > 0) progress.note(`ended what an earlier platform had left running: ${leftovers.join(', ')}`);
  prepareHome(home, { fresh });
  if (settings.secure) {
    // Loaded here: nobody else needs what makes certificates.
    const { keepCertificates } = await import('./tls/keep-certificates.js');
    await keepCertificates(home.certificates, { hosts: ['localhost', '127.0.0.1', at.host] });
  }

  const named = withNeeds(only, componentsOf(replicas));
  const wanted = settings.secure ? closable(named) : named;
  // Before the work of getting engines. What turns out to be left out does not need its ports.
  await requireFreePorts(
    wanted.filter((component) => !('optional' in component)),
    at,
  );
  const news = new InstallNews();
  const installation = installPlatform(wanted, {
    settings,
    progress,
    traceStore: options.traceStore ?? settings.traceStore,
    logStore: options.logStore ?? settings.logStore,
    changed: (name, state) => news.add(name, state),
  });
  const plan = await installation.plan;
  const components = wanted.filter(({ name }) => plan.components.includes(name));
  try {
    await requireFreePorts(components, at);
  } catch (error) {
    await installation.giveUp();
    throw error;
  }
  rmSync(home.stateFile, { force: true });

  const supervisor = spawnSupervisor(home.log('supervisor'), env);
  const tell = (message: ToSupervisor) => supervisor.connected && supervisor.send(message, () => {});
  const exited = once(supervisor, 'exit').then(async () => {
    news.end();
    await installation.giveUp();
  });
  const begin = () => {
    const sloScale = options.sloScale ?? settings.sloScale;
    tell({ type: 'start', plan: { ...plan, sloScale, replicas, ...news.soFar(components) } });
    news.follow(tell);
  };
  const { ready, until } = watch(supervisor, { progress, begin });
  return {
    ready,
    until,
    ended: exited,
    state: () => {
      const state = readPlatform(env);
      if (!state)
        throw new PlatformError('SUPERVISOR_LOST', {
          problem: 'the platform has ended',
          remedy: `read ${home.log('supervisor')}`,
        });
      return state;
    },
    stop: async () => {
      tell({ type: 'stop' });
      await exited;
    },
    detach: async () => {
      const told = new Promise<void>((resolve) => {
        supervisor.on('message', (message: FromSupervisor) => message.type === 'detached' && resolve());
      });
      tell({ type: 'detach' });
      await told;
      news.end();
      supervisor.disconnect();
      supervisor.unref();
    },
  };
}

/** Of an engine and what stands in for it, where each proves who it is, the stand-in: it is tried closed. */
const closable = (components: readonly Component[]) =>
  components.filter(({ name }) => !allComponents.some(({ standsInFor }) => standsInFor === name));

/** @throws {PlatformError} NOT_CLOSABLE */
function requireClosable(stores: readonly (ComponentName | undefined)[]): void {
  const open = allComponents.find(({ name, standsInFor }) => standsInFor === undefined && stores.includes(name));
  if (!open) return;
  throw new PlatformError('NOT_CLOSABLE', {
    problem: `${open.title} would be open to everybody: SIGHTLINE_SECURE=on closes what stands in for it, and not ${open.title}`,
    remedy: 'start without naming it; or, on a machine that nobody else reaches, without SIGHTLINE_SECURE',
  });
}

/** In a session of its own: Ctrl-C reaches this process only, which then has everything stopped in order. */
function spawnSupervisor(log: string, env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  return spawn(process.execPath, [join(__dirname, 'supervise', 'main.js')], {
    detached: true,
    env,
    stdio: ['ignore', output, output, 'ipc'],
  });
}

/** Follows what the supervisor tells, shows it, and lets others wait for it. */
function watch(
  supervisor: ChildProcess,
  { progress, begin }: { progress: Progress; begin: () => void },
): Pick<Platform, 'ready' | 'until'> {
  const tasks = new Map<ComponentName, Task>();
  const waiting = new Set<() => void>();
  let components: readonly ComponentState[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    supervisor.on('message', (message: FromSupervisor) => {
      switch (message.type) {
        case 'listening':
          return begin();
        case 'changed':
          components = message.components;
          for (const state of components) show(state, { tasks, progress });
          for (const check of waiting) check();
          return;
        case 'report':
          return progress.note(message.line);
        case 'ready':
          return resolve();
        case 'failed':
          return reject(new PlatformError(message.failure.code, message.failure));
      }
    });
    supervisor.once('exit', (code, signal) =>
      reject(
        new PlatformError('SUPERVISOR_LOST', {
          problem: `the supervisor ended (${signal ?? code})`,
          remedy: 'start again; its log is logs/supervisor.log',
        }),
      ),
    );
  });
  ready.catch(() => {});
  const until = (names: readonly ComponentName[]) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        const those = components.filter((component) => isMeantBy(component, names));
        const failure = those.find((each) => each.failure)?.failure;
        if (failure) reject(new PlatformError(failure.code, failure));
        else if (components.length > 0 && those.every(({ status }) => status === 'ready')) resolve();
        else return;
        waiting.delete(check);
      };
      waiting.add(check);
      check();
      supervisor.once('exit', () => ready.catch(reject));
    });
  return { ready, until };
}

/** Ctrl-C while the platform starts: what has started is stopped in order before the command returns. */
export async function stoppedByInterrupt<T>(platform: Platform, work: () => Promise<T>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let interrupted = false;
  const handle = () => {
    interrupted = true;
    void platform.stop();
  };
  for (const signal of signals) process.on(signal, handle);
  try {
    return await work();
  } catch (error) {
    if (!interrupted) throw error;
    await platform.ended;
    throw new PlatformError('INTERRUPTED', { problem: 'interrupted; everything is stopped', remedy: 'start again' });
  } finally {
    for (const signal of signals) process.removeListener(signal, handle);
  }
}

function show(
  state: ComponentState,
  { tasks, progress }: { tasks: Map<ComponentName, Task>; progress: Progress },
): void {
  if (state.status === 'starting' && !tasks.has(state.name)) {
    const task = progress.task(state.title);
    task.update('starting');
    tasks.set(state.name, task);
  }
  if (state.status === 'ready' && state.restarts === 0) {
    tasks.get(state.name)?.done(`ready${state.address ? ` at ${state.address}` : ''}`);
    tasks.delete(state.name);
  }
}
