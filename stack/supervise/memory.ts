import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { processStat } from './process-stat';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: () => number;
}

/**
 * Resident memory of processes together with their descendants, in bytes, by process id. A descendant that is itself asked for is
 * counted once, on its own. On Linux the proportional share (memory that several processes share, such as the database's buffers,
 * counts once); elsewhere the plain resident size.
 */
export function residentMemory(roots: readonly number[]): Map<number, number> {
  const processes = existsSync('/proc/self/stat') ? processesByProc() : processesByPs();
  const ofTree = (pid: number): number =>
    processes.reduce((sum, each) => {
      if (each.pid === pid) return sum + each.bytes();
      return each.parent === pid && !roots.includes(each.pid) ? sum + ofTree(each.pid) : sum;
    }, 0);
  return new Map(roots.map((root) => [root, ofTree(root)]));
}

function processesByProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const pid = Number(name);
      return { pid, parent: processStat(pid)?.parent ?? Number.NaN, bytes: () => proportionalSize(name) };
    });
}

function proportionalSize(pid: string): number {
  const share = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(share ?? /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function processesByPs(): Process[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, bytes: () => kilobytes * 1024 };
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
