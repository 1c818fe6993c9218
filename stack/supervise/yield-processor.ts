import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { YieldsTo } from '../component';

const run = promisify(execFile);

interface Priority {
  /** Each step is a factor of 1.25. Who does not yield has 0. */
  readonly nice: number;
  /** Of Linux: `batch` does not interrupt others when it wakes; a processor that runs `idle` ones alone counts as free. */
  readonly policy: 'batch' | 'idle';
  /** The same for containers, where nice is not looked at. Who does not yield has 1024. */
  readonly cpuShares: number;
}

/** See `man 7 sched`. */
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
  try {
    setPriority(pid, Math.max(nice, getPriority(pid)));
    await run('chrt', [`--${policy}`, '--all-tasks', '--pid', '0', String(pid)]).catch(() => {});
    await lowerSession(pid, nice);
  } catch {}
}

/** Linux may share time between sessions before it looks at processes (`sched_autogroup_enabled`): theirs counts then. */
async function lowerSession(pid: number, nice: number): Promise<void> {
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
