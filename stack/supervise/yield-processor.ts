import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { YieldsTo } from '../component';

/** Under the runner, and for containers; who does not yield has 0 and 1024. Each step is a factor of 1.25 (`man 7 sched`). */
export const priorities: Readonly<Record<YieldsTo, { readonly nice: number; readonly cpuShares: number }>> = {
  requests: { nice: 5, cpuShares: 335 },
  all: { nice: 15, cpuShares: 36 },
};

/**
 * Gives a process, the leader of its session, what processor time those leave that come first. Where the system has no such
 * thing it runs as it did: this is a kindness, nothing depends on it.
 */
export async function yieldProcessor(pid: number, to: YieldsTo): Promise<void> {
  const { nice } = priorities[to];
  try {
    setPriority(pid, Math.max(nice, getPriority(pid)));
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
