import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addresses } from './addresses';
import type { ComponentName } from './component';
import { withNeeds } from './components';
import { homeAt, prepareHome } from './home';
import { installPlatform } from './install/install-platform';
import { PlatformError } from './platform-error';
import { type PlatformState, readPlatform } from './read-platform';
import { type Progress, silent, type Task } from './report/progress';
import { readSettings, type SloScale, type TraceStore } from './settings';
import { endLeftovers } from './supervise/leftovers';
import type { FromSupervisor, ToSupervisor } from './supervise/messages';
import { requireFreePorts } from './supervise/ports';
import { type ComponentState, readState } from './supervise/state';

export interface StartOptions {
  /** Clears data and logs first; secrets stay. */
  readonly fresh?: boolean;
  /** Default: Tempo where it can be had, otherwise Zipkin. */
  readonly traceStore?: TraceStore;
  /** Default: real. */
  readonly sloScale?: SloScale;
  /** Only these components and what they wait for. */
  readonly only?: readonly ComponentName[];
  readonly progress?: Progress;
}

/** A platform that runs for as long as this process does, unless it is detached. */
export interface Platform {
  /** What runs now, with its memory. */
  state(): PlatformState;
  /** Resolves when the platform has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** Lets the platform outlive this process. */
  detach(): Promise<void>;
}

/**
 * Gets the engines, starts everything under a supervisor of its own and resolves when all is ready. Ends with this process, also
 * when this process is killed, until it is detached.
 *
 * @throws {PlatformError} saying what is wrong and what to do.
 */
export async function startPlatform(options: StartOptions = {}): Promise<Platform> {
  const { fresh = false, only, progress = silent } = options;
  const settings = readSettings();
  const at = addresses();
  const home = homeAt(settings.home);
  if (readPlatform()) {
    throw new PlatformError('ALREADY_RUNNING', {
      problem: `a platform runs already from ${home.path}`,
      remedy:
        'stop it with `npm stop`, or run another beside it with SIGHTLINE_HOME=<folder> SIGHTLINE_PORT_OFFSET=10000',
    });
  }
  const left = readState(home.stateFile);
  const ended = left ? await endLeftovers(left) : [];
  if (ended.length > 0) progress.note(`ended what an earlier platform had left running: ${ended.join(', ')}`);
  prepareHome(home, { fresh });

  const traceStore = options.traceStore ?? settings.traceStore;
  const wanted = withNeeds(only);
  // Before the work of getting engines. What turns out to be left out does not need its ports.
  await requireFreePorts(
    wanted.filter((component) => !('optional' in component)),
    at,
  );
  const plan = await installPlatform(wanted, { settings, progress, ...(traceStore ? { traceStore } : {}) });
  await requireFreePorts(
    wanted.filter(({ name }) => plan.components.includes(name)),
    at,
  );
  rmSync(home.stateFile, { force: true });

  const orders = { ...plan, sloScale: options.sloScale ?? settings.sloScale };
  const supervisor = spawnSupervisor(home.log('supervisor'));
  const tell = (message: ToSupervisor) => supervisor.connected && supervisor.send(message, () => {});
  const exited = once(supervisor, 'exit').then(() => {});
  const stop = async () => {
    tell({ type: 'stop' });
    await exited;
  };
  await interruptible(stop, () => ready(supervisor, { progress, begin: () => tell({ type: 'start', orders }) }));
  return {
    ended: exited,
    state: () => {
      const state = readPlatform();
      if (!state)
        throw new PlatformError('SUPERVISOR_LOST', {
          problem: 'the platform has ended',
          remedy: `read ${home.log('supervisor')}`,
        });
      return state;
    },
    stop,
    detach: async () => {
      const told = new Promise<void>((resolve) => {
        supervisor.on('message', (message: FromSupervisor) => message.type === 'detached' && resolve());
      });
      tell({ type: 'detach' });
      await told;
      supervisor.disconnect();
      supervisor.unref();
    },
  };
}

/** In a session of its own: Ctrl-C reaches this process only, which then has everything stopped in order. */
function spawnSupervisor(log: string): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  return spawn(process.execPath, [join(__dirname, 'supervise', 'main.js')], {
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
}

function ready(
  supervisor: ChildProcess,
  { progress, begin }: { progress: Progress; begin: () => void },
): Promise<void> {
  const tasks = new Map<ComponentName, Task>();
  return new Promise((resolve, reject) => {
    supervisor.on('message', (message: FromSupervisor) => {
      switch (message.type) {
        case 'listening':
          return begin();
        case 'changed':
          for (const state of message.components) show(state, { tasks, progress });
          return;
        case 'report':
          return progress.note(message.line);
        case 'ready':
          return resolve();
        case 'failed':
          // Rejected when all is stopped: nothing is left behind by a start that failed.
          return void supervisor.once('exit', () => reject(new PlatformError(message.code, message)));
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
}

/** Ctrl-C while the platform starts: what has started is stopped in order before the command returns. */
async function interruptible(stop: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let interrupted = false;
  const handle = () => {
    interrupted = true;
    void stop();
  };
  for (const signal of signals) process.on(signal, handle);
  try {
    await work();
  } catch (error) {
    if (!interrupted) throw error;
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
