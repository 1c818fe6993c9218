import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { processStat } from './process-stat';

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
  const stat = processStat(pid);
  return stat?.state === 'Z' ? undefined : stat?.born;
}

function bornByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
