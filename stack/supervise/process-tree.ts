import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process and everything it has started and what that has started, parents first; itself alone where the system tells of no parents. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of existsSync('/proc/self/stat') ? parentsByProc() : parentsByPs())
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Signals each that is still there. A process group is not enough: each session of PostgreSQL leads one of its own. */
export function signalTree(root: number, signal: NodeJS.Signals): void {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

interface Parent {
  readonly pid: number;
  readonly parent: number;
}

function parentsByProc(): Parent[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    const parent = pid > 0 ? parentOf(pid) : undefined;
    return parent === undefined ? [] : [{ pid, parent }];
  });
}

/** By the fourth field of `man 5 proc_pid_stat`; the command before it may hold spaces and brackets. */
export function parentOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function parentsByPs(): Parent[] {
  try {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent };
    });
  } catch {
    return [];
  }
}
