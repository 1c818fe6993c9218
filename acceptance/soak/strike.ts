import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type ComponentName, homeAt, processTree, readState, signalTree } from '@sightline/stack';
import { waitUntil } from '@sightline/stores';
import { processOf, type RunningPlatform } from '../platform';
import type { Blow } from './blows';

const patienceMs = 180_000;

/** Strikes once the victim is there to be struck. @throws when it does not come back for three minutes. */
export async function strike(platform: RunningPlatform, blow: Blow): Promise<void> {
  await delay(blow.afterMs);
  const struck = blow.kind === 'cut' ? 'postgres' : blow.victim;
  await whole(platform, [struck]);
  const pid = processOf(platform, struck);
  switch (blow.kind) {
    case 'kill':
      signalOne(pid, 'SIGKILL');
      return gone(platform, { component: struck, pid });
    case 'freeze':
      return freezeFor(platform, { component: struck, pid, ms: blow.ms });
    case 'cut':
      // What `pg_terminate_backend` does.
      for (const session of sessionsOf(blow.victim, pid)) signalOne(session, 'SIGTERM');
  }
}

/** Resolves when these, or all, are ready. @throws naming what is not. */
export async function whole(platform: RunningPlatform, names?: readonly ComponentName[]): Promise<void> {
  const components = stateOf(platform);
  const unwell = () =>
    components()?.filter(({ name, status }) => (names?.includes(name) ?? true) && status !== 'ready');
  const isWhole = async () => unwell()?.length === 0 || undefined;
  const { value } = await waitUntil(isWhole, { withinMs: patienceMs, everyMs: 100 });
  if (value) return;
  const told = unwell()?.map(
    ({ title, status, lastExit }) => `${title} is ${status}${lastExit ? `, ${lastExit}` : ''}`,
  ) ?? ['nothing runs any more'];
  throw new Error(`not whole after ${patienceMs / 1000} s: ${told.join('; ')}`);
}

/** Reads what runs, without looking at everybody's memory each time; undefined when nothing does. */
function stateOf(platform: RunningPlatform) {
  const { stateFile } = homeAt(platform.state().home);
  return () => readState(stateFile)?.components;
}

/** Resolves when the platform knows that the process has ended: until then it says that all is well. */
async function gone(
  platform: RunningPlatform,
  { component, pid }: { readonly component: ComponentName; readonly pid: number },
): Promise<void> {
  const components = stateOf(platform);
  const isGone = async () =>
    components()?.some(({ name, process }) => name === component && process?.pid === pid) === false || undefined;
  await waitUntil(isGone, { withinMs: patienceMs, everyMs: 50 });
}

async function freezeFor(
  platform: RunningPlatform,
  { component, pid, ms }: { readonly component: ComponentName; readonly pid: number; readonly ms: number },
): Promise<void> {
  const thaw = () => {
    if (platform.state().components.find(({ name }) => name === component)?.process?.pid === pid)
      signalTree(pid, 'SIGCONT');
  };
  process.once('exit', thaw);
  signalTree(pid, 'SIGSTOP');
  try {
    await delay(ms);
  } finally {
    process.off('exit', thaw);
    thaw();
  }
}

/** The server's processes for one service, which it names by their role: `postgres: order_app orders 127.0.0.1(1) idle`. */
function sessionsOf(service: 'order' | 'payment', postgres: number): number[] {
  return processTree(postgres).filter((pid) => titleOf(pid).startsWith(`postgres: ${service}_app `));
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Nothing to do where it has ended by itself. */
function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
