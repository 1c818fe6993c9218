import { readdirSync, readFileSync } from 'node:fs';
import { processStat } from './process-stat';
import { processTree } from './process-tree';

/** What the kernel counts of a process and all that it started. Times in milliseconds, since each thread began. */
export interface Processing {
  /** `stopped` by a signal, or `traced` by a debugger that holds it. */
  readonly state: 'stopped' | 'traced' | 'runnable or waiting';
  /** By process and thread. */
  readonly threads: ReadonlyMap<string, ThreadTimes>;
}

interface ThreadTimes {
  readonly ranMs: number;
  /** It could have run, and no processor was free. */
  readonly waitedMs: number;
}

/** Undefined where the system does not tell: it is not Linux, or its kernel does not count, or the process is gone. */
export function processingOf(pid: number): Processing | undefined {
  const state = processStat(pid)?.state;
  if (state === undefined || times(`/proc/${pid}`) === undefined) return undefined;
  const threads = new Map<string, ThreadTimes>();
  for (const each of processTree(pid))
    for (const thread of list(`/proc/${each}/task`)) {
      const found = times(`/proc/${each}/task/${thread}`);
      if (found) threads.set(`${each}/${thread}`, found);
    }
  return { state: state === 'T' ? 'stopped' : state === 't' ? 'traced' : 'runnable or waiting', threads };
}

/** What the threads did between two samples, all together. */
export function between(before: Processing, after: Processing): ThreadTimes {
  let [ranMs, waitedMs] = [0, 0];
  for (const [thread, now] of after.threads) {
    const then = before.threads.get(thread);
    ranMs += now.ranMs - (then?.ranMs ?? 0);
    waitedMs += now.waitedMs - (then?.waitedMs ?? 0);
  }
  return { ranMs, waitedMs };
}

/** `schedstat`: nanoseconds on a processor, nanoseconds in its queue, time slices (Linux, Documentation/scheduler/sched-stats.rst). */
function times(folder: string): ThreadTimes | undefined {
  const [ran, waited] = (read(`${folder}/schedstat`) ?? '').split(' ').map(Number);
  return ran === undefined || waited === undefined ? undefined : { ranMs: ran / 1e6, waitedMs: waited / 1e6 };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
