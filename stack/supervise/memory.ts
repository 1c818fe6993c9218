import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Resident memory of whole process groups, in bytes, by group id. On Linux the proportional share (memory that several
 * processes share, such as the database's buffers, counts once); elsewhere the plain resident size.
 */
export function residentMemory(groups: readonly number[]): Map<number, number> {
  const wanted = new Map(groups.map((group) => [group, 0]));
  for (const { pid, group } of existsSync('/proc/self/stat') ? processesByProc() : []) {
    const sum = wanted.get(group);
    if (sum !== undefined) wanted.set(group, sum + proportionalSize(pid));
  }
  if (!existsSync('/proc/self/stat')) {
    for (const { group, bytes } of processesByPs()) {
      const sum = wanted.get(group);
      if (sum !== undefined) wanted.set(group, sum + bytes);
    }
  }
  return wanted;
}

function processesByProc(): { pid: number; group: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const fields = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      return fields[2] ? [{ pid: Number(name), group: Number(fields[2]) }] : [];
    });
}

function proportionalSize(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  const kilobytes = /^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function processesByPs(): { group: number; bytes: number }[] {
  const lines = execFileSync('ps', ['-axo', 'pgid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [group = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    return { group, bytes: kilobytes * 1024 };
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
