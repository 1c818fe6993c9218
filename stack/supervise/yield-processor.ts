import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { YieldsTo } from '../component';
import { sharesBySession } from './shares-by-session';

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
export const priorities: Readonly<Record<YieldsTo, Priority>> = {
  requests: { nice: 5, policy: 'batch', cpuShares: 335 },
  all: { nice: 15, policy: 'idle', cpuShares: 36 },
};

/**
 * Gives a process, the leader of its session, what processor time those leave that come first. Where the system has no such
 * thing it runs as it did: this is a kindness, nothing depends on it.
 */
export async function yieldProcessor(pid: number, to: YieldsTo): Promise<void> {
  const { nice, policy } = priorities[to];
  await prioritize(pid, { nice: Math.max(nice, getPriority()), policy });
}

/** Sets what a process, the leader of its session, gets of the processors; raising it takes a privileged user. */
export async function prioritize(pid: number, { nice, policy }: Pick<Priority, 'nice' | 'policy'>): Promise<void> {
  try {
    setPriority(pid, nice);
    // Where the system looks at processes alone, `idle` means next to nothing on a busy machine, whatever the niceness.
    const fair = policy === 'idle' && !sharesBySession() ? 'batch' : policy;
    await run('chrt', [`--${fair}`, '--all-tasks', '--pid', '0', String(pid)]).catch(() => {});
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
