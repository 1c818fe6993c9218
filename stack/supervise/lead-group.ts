import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { signalGroup } from './process-group';
import { identityOf, isSame, type ProcessIdentity } from './process-identity';
import { processStat } from './process-stat';
import { Reaper } from './reaper';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const everyMs = 1_000;

export interface LeadOptions {
  /** Ends it when that process is gone as well. */
  readonly for?: ProcessIdentity | undefined;
}

/**
 * Runs a program as the head of a process group, and sees to it that whatever it starts ends with it, or with this process, however
 * either of them ends. What is sent to this process reaches all of the group, as from a terminal.
 *
 * @returns its exit code, or that which a shell gives for the signal that ended it
 */
export async function leadGroup(
  program: string,
  args: readonly string[],
  { for: starter }: LeadOptions = {},
): Promise<number> {
  const reaper = new Reaper();
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const { pid } = child;
  const pass = (signal: NodeJS.Signals) => pid !== undefined && signalGroup(pid, signal);
  if (pid !== undefined) reaper.watch(pid);
  for (const signal of signals) process.on(signal, pass);
  const watch = setInterval(() => {
    if (!starter || isSame(starter)) return;
    clearInterval(watch);
    pass('SIGTERM');
  }, everyMs);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
    });
  } finally {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, pass);
    reaper.close();
  }
}

/**
 * The program that has this process run: npm, which takes nobody along when it is killed. The shell that it may start a script by only waits,
 * and goes on without it.
 */
export function startedBy(): ProcessIdentity | undefined {
  const { ppid } = process;
  return identityOf(isNode(ppid) ? ppid : (processStat(ppid)?.parent ?? ppid));
}

/** Where the system does not say which program it is, its shells do not stand between: they become what they start. */
function isNode(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === readlinkSync('/proc/self/exe');
  } catch {
    return true;
  }
}
