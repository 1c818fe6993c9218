import { existsSync, readFileSync } from 'node:fs';
import { cgroupsNamed } from './cgroups';
import type { ClusterFolder } from './folder';
import { type ClusterState, processesIn } from './state';

/**
 * What there still is of a cluster that has ended: processes, mounts, control groups, files. Its networks are no more as soon as none of
 * its processes is.
 */
export function whatIsLeft(folder: ClusterFolder, state: ClusterState | undefined): string[] {
  const processes = state?.pidNamespace ? processesIn(state.pidNamespace) : [];
  return [
    ...processes.map(({ pid }) => `process ${pid}, ${commandOf(pid)}`),
    ...mountsBelow(folder.path).map((path) => `mount ${path}`),
    ...cgroupsNamed(folder.cgroup).map((path) => `control group ${path}`),
    ...(existsSync(folder.path) ? [`folder ${folder.path}`] : []),
  ];
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 100);
  } catch {
    return 'gone by now';
  }
}

const mountsBelow = (folder: string): string[] =>
  existsSync('/proc/self/mountinfo')
    ? readFileSync('/proc/self/mountinfo', 'utf8')
        .split('\n')
        .flatMap((line) => line.split(' ')[4] ?? [])
        .filter((path) => path === folder || path.startsWith(`${folder}/`))
    : [];
