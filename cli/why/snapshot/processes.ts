import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { PlatformState } from '@sightline/stack';

/** What the kernel tells of the processes of this machine. */
export interface ProcessSnapshot {
  readonly processors: number;
  /** Share of the last ten seconds in which something waited for a processor, a disk or memory, 0 to 1; where the kernel counts it. */
  readonly pressure: { readonly processor?: number; readonly disk?: number; readonly memory?: number };
  /** Of the machine's memory, what can still be had, 0 to 1. */
  readonly availableMemory: number;
  /** Processes of a component that a signal has stopped. */
  readonly stopped: readonly { readonly component: string; readonly pid: number }[];
  /** Components that waited for a processor, and the share of the time in which they did, 0 to 1. */
  readonly starved: readonly { readonly component: string; readonly share: number }[];
  /** Processes that are no part of the platform and take a fiftieth of a processor or more, the most first. */
  readonly strangers: readonly Stranger[];
}

/** From here on, who is late may only be waiting for a processor. */
const shortFrom = 0.8;

export const isShort = ({ pressure }: Pick<ProcessSnapshot, 'pressure'>): boolean =>
  (pressure.processor ?? 0) >= shortFrom;

export interface Stranger {
  readonly pid: number;
  readonly command: string;
  /** Processors it takes: 1 is a whole one. */
  readonly processors: number;
  /** Whether it lets others go first. */
  readonly yields: boolean;
  readonly since: Date;
}

const watchedMs = 1000;
const notable = 0.02;
const mostStrangers = 50;
/** Of Linux, on every architecture that Node.js runs on. */
const ticksPerSecond = 100;

/** Undefined where there is no /proc. */
export async function snapshotOfProcesses({
  components,
  supervisor,
}: PlatformState): Promise<ProcessSnapshot | undefined> {
  if (!existsSync('/proc/self/stat')) return undefined;
  const began = performance.now();
  const ours = new Map(components.flatMap(({ name, process: own }) => (own ? [[own.pid, name] as const] : [])));
  const before = processes();
  const threadsBefore = threadsOf([...ours.keys()]);
  await delay(watchedMs);
  const seconds = (performance.now() - began) / 1000;
  const now = processes();
  const threadsNow = threadsOf([...ours.keys()]);
  const componentOf = (each: Process): string | undefined => {
    for (let at: Process | undefined = each; at; at = now.get(at.parent)) {
      const name = ours.get(at.pid) ?? ours.get(at.group);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  const bootMs = Date.now() - Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
  const all = [...now.values()];
  const strangers = all.flatMap((each): Stranger[] => {
    const used = (each.ticks - (before.get(each.pid)?.ticks ?? each.ticks)) / ticksPerSecond / seconds;
    const isOurs = each.pid === process.pid || each.pid === supervisor.pid || componentOf(each) !== undefined;
    if (used < notable || isOurs) return [];
    const since = new Date(bootMs + (each.startTicks / ticksPerSecond) * 1000);
    return [{ pid: each.pid, command: each.command, processors: used, yields: each.nice > 0, since }];
  });
  const pressure = { processor: pressureOf('cpu'), disk: pressureOf('io'), memory: pressureOf('memory') };
  return {
    processors: availableParallelism(),
    pressure: Object.fromEntries(Object.entries(pressure).filter(([, share]) => share !== undefined)),
    availableMemory: availableMemory(),
    stopped: all.flatMap((each) => {
      const component = each.state === 'T' ? componentOf(each) : undefined;
      return component === undefined ? [] : [{ component, pid: each.pid }];
    }),
    starved: [...ours].flatMap(([pid, component]) => {
      const share = waitedShare(threadsBefore.get(pid), threadsNow.get(pid), seconds);
      return share >= notableWait ? [{ component, share }] : [];
    }),
    strangers: strangers.sort((a, b) => b.processors - a.processors).slice(0, mostStrangers),
  };
}

const notableWait = 0.3;

interface Thread {
  readonly isRunnable: boolean;
  readonly ticks: number;
  /** How long it was ready to run and had no processor, until it last got one. */
  readonly waitedNanos: number;
}

/** How much of the time the threads of a process waited for a processor: counted once they get one, and seen while they do not. */
function waitedShare(
  before: ReadonlyMap<string, Thread> = new Map(),
  now: ReadonlyMap<string, Thread> = new Map(),
  seconds: number,
): number {
  const shares = [...now].map(([id, thread]) => {
    const earlier = before.get(id);
    if (!earlier) return 0;
    if (thread.isRunnable && earlier.isRunnable && thread.ticks === earlier.ticks) return 1;
    return (thread.waitedNanos - earlier.waitedNanos) / 1e9 / seconds;
  });
  return Math.min(
    1,
    shares.reduce((sum, share) => sum + share, 0),
  );
}

function threadsOf(processes: readonly number[]): Map<number, Map<string, Thread>> {
  return new Map(processes.map((pid) => [pid, threads(pid)]));
}

function threads(pid: number): Map<string, Thread> {
  try {
    return new Map(
      readdirSync(`/proc/${pid}/task`).flatMap((id) => {
        const folder = `/proc/${pid}/task/${id}`;
        const own = processOf(folder);
        return own ? [[id, { isRunnable: own.state === 'R', ticks: own.ticks, waitedNanos: waitedOf(folder) }]] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

/** The second field of schedstat. https://docs.kernel.org/scheduler/sched-stats.html */
function waitedOf(folder: string): number {
  try {
    return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[1]);
  } catch {
    return 0;
  }
}

interface Process {
  readonly pid: number;
  readonly command: string;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** Processor time it has used. */
  readonly ticks: number;
  /** When it began, since the machine did. */
  readonly startTicks: number;
  readonly nice: number;
}

function processes(): Map<number, Process> {
  const found = readdirSync('/proc').flatMap((name) => {
    const each = /^\d+$/.test(name) ? processOf(`/proc/${name}`) : undefined;
    return each ? [each] : [];
  });
  return new Map(found.map((each) => [each.pid, each]));
}

/** The fields of /proc/<pid>/stat by their numbers in proc_pid_stat(5); the command may hold spaces and brackets. */
function processOf(folder: string): Process | undefined {
  let text: string;
  try {
    text = readFileSync(`${folder}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number(text.slice(0, text.indexOf(' '))),
    command: text.slice(text.indexOf('(') + 1, end),
    state: fields[0] ?? '',
    parent: field(4),
    group: field(5),
    ticks: field(14) + field(15),
    nice: field(19),
    startTicks: field(22),
  };
}

/** Share of the last ten seconds in which something waited, where the kernel counts it. https://docs.kernel.org/accounting/psi.html */
export function pressureOf(what: 'cpu' | 'io' | 'memory'): number | undefined {
  try {
    const share = /^some avg10=([\d.]+)/.exec(readFileSync(`/proc/pressure/${what}`, 'utf8'))?.[1];
    return share === undefined ? undefined : Number(share) / 100;
  } catch {
    return undefined;
  }
}

function availableMemory(): number {
  const kilobytes = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return (Number(kilobytes ?? 0) * 1024) / totalmem();
}
