import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was born, in the system's own terms. */
  readonly born: string;
}

/** The identity of a living process; a process that does not live (or is a zombie) has none. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const born = existsSync('/proc/self/stat') ? bornByProc(pid) : bornByPs(pid);
  return born === undefined ? undefined : { pid, born };
}

/** Whether that very process still lives. */
export const isSame = (identity: ProcessIdentity) => identityOf(identity.pid)?.born === identity.born;

function bornByProc(pid: number): string | undefined {
  try {
    // The command (2nd field) may hold spaces and brackets: count from behind it. 3rd: state, 22nd: start in clock ticks since boot.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function bornByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
