import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isSame, type ProcessIdentity } from '@sightline/stack';
import type { ClusterFolder } from './folder';
import type { ProgramPaths } from './programs';

/** What runs, written down for whoever comes later. */
export interface ClusterState {
  readonly keeper: ProcessIdentity;
  readonly kind: 'whole' | 'api-only';
  readonly programs: ProgramPaths;
  /** Where this machine reaches the API server. */
  readonly server: string;
  /** The PID namespace of a whole cluster: nothing in it outlives its first process. */
  readonly pidNamespace?: string;
  /** What holds each node's namespaces, as this machine sees it. */
  readonly nodes: readonly { readonly name: string; readonly pid: number }[];
}

/** Nothing where no cluster runs. */
export function readState({ stateFile }: ClusterFolder): ClusterState | undefined {
  if (!existsSync(stateFile)) return undefined;
  const state = JSON.parse(readFileSync(stateFile, 'utf8')) as ClusterState;
  return isSame(state.keeper) ? state : undefined;
}

/** The PID namespace of a process, such as `pid:[4026532281]`. */
export const pidNamespaceOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
};

/** The processes of a PID namespace: each as this machine sees it, and as the namespace does. */
export const processesIn = (namespace: string): { readonly pid: number; readonly inside: number }[] =>
  readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!(pid > 0) || pidNamespaceOf(pid) !== namespace) return [];
    const inside = insidePid(pid);
    return inside === undefined ? [] : [{ pid, inside }];
  });

/** The last of the numbers in the line NSpid of `man 5 proc_pid_status`. */
function insidePid(pid: number): number | undefined {
  try {
    const line = /^NSpid:\s*(.+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return line === undefined ? undefined : Number(line.trim().split(/\s+/).at(-1));
  } catch {
    return undefined;
  }
}
