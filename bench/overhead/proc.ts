import { readFileSync } from 'node:fs';
import { processStat } from '@sightline/stack';

/** Microseconds of processor a process has used, all its threads. Linux. */
export function cpuMicroseconds(pid: number): number {
  return (processStat(pid)?.processorTicks ?? Number.NaN) * 10_000;
}

/** Bytes it holds in memory. Linux. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1_024;
}
