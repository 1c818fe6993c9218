import { writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Its share is a tenth of another's then: each step is a factor of 1.25 (`man 7 sched`). */
const NICE = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Gives a process, the leader of its session, what processor time the others leave. Where the system has no such thing it
 * runs as it did: this is a kindness, nothing depends on it.
 */
export async function yieldProcessor(pid: number): Promise<void> {
  try {
    setPriority(pid, Math.max(NICE, getPriority(pid)));
    await lowerSession(pid);
  } catch {}
}

/** Linux may share time between sessions before it looks at processes (`sched_autogroup_enabled`): theirs counts then. */
async function lowerSession(pid: number): Promise<void> {
  // The kernel takes one such change in a tenth of a second, from all.
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return writeFileSync(`/proc/${pid}/autogroup`, String(NICE), { flag: 'r+' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await delay(100 + Math.random() * 50);
    }
  }
}
