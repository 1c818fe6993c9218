import { setTimeout as delay } from 'node:timers/promises';
import { signalTree } from '@sightline/stack';
import { component } from '../../why';
import type { Fault } from '../fault';

const stoppedMs = 2_000;
const runningMs = 500;

/** One component that stands still most of the time, and is back each time before anybody calls it hung. */
export const stuttering = (part: 'payment' | 'order', options: { readonly heldOut: boolean }): Fault => ({
  name: `${part}-stutters`,
  title: `every process of ${part} stopped for ${stoppedMs / 1000} of each ${(stoppedMs + runningMs) / 1000} s`,
  heldOut: options.heldOut,
  truths: () => [component(part)],
  async cause(ground) {
    const pid = ground.pidOf(part);
    const end = new AbortController();
    const over = stutter(pid, end.signal);
    ground.afterwards(async () => {
      end.abort();
      await over;
    });
  },
});

async function stutter(pid: number, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      signalTree(pid, 'SIGSTOP');
      await delay(stoppedMs, undefined, { signal });
      signalTree(pid, 'SIGCONT');
      await delay(runningMs, undefined, { signal });
    }
  } catch {
    // Called off.
  } finally {
    signalTree(pid, 'SIGCONT');
  }
}
