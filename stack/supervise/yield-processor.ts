import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Priority {
  /** Each step is a factor of 1.25. Who does not yield has 0. */
  readonly nice: number;
  /** Of Linux: `batch` does not interrupt others when it wakes; a processor that runs `idle` ones alone counts as free. */
  readonly policy: 'batch' | 'idle';
  /** The same for containers, where nice is not looked at. Who does not yield has 1024. */
  readonly cpuShares: number;
}

/** See `man 7 sched`; why these: docs/decisions/who-yields.md. */
export const yielding: Priority = { nice: 5, policy: 'batch', cpuShares: 335 };

/**
 * Gives a process, the leader of its session, what processor time those leave that come first. Where the system has no such
 * thing it runs as it did: this is a kindness, nothing depends on it.
 */
export async function yieldProcessor(pid: number): Promise<void> {
  const { nice, policy } = yielding;
  await prioritize(pid, { nice: Math.max(nice, getPriority()), policy });
}

/** Sets what a process, the leader of its session, gets of the processors; raising it takes a privileged user. */
export async function prioritize(pid: number, { nice, policy }: Pick<Priority, 'nice' | 'policy'>): Promise<void> {
  try {
    setPriority(pid, nice);
    await run('chrt', [`--${policy}`, '--all-tasks', '--pid', '0', String(pid)]).catch(() => {});
    await setSession(pid, nice);
  } catch {}
}

/** Linux may share time between sessions before it looks at processes (`sched_autogroup_enabled`): theirs counts then. */
async function setSession(pid: number, nice: number): Promise<void> {
  // The kernel takes one such change in a tenth of a second, from all.
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return writeFileSync(`/proc/${pid}/autogroup`, String(nice), { flag: 'r+' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await delay(100 + Math.random() * 50);
    }
  }
}
