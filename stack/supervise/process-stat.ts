import { readFileSync } from 'node:fs';

/** What Linux says of a process in one line (`man 5 proc_pid_stat`). */
export interface ProcessStat {
  /** One letter: `R` running, `S` asleep, `D` waiting for a device, `T` stopped by a signal, `t` held by a debugger, `Z` dead. */
  readonly state: string;
  readonly parent: number;
  /** Of all its threads, in the program and in the kernel for it: hundredths of a second. */
  readonly processorTicks: number;
  /** When it was born: ticks since the system was. A later process with the same id has another. */
  readonly born: string;
}

/** Undefined when it is gone, or the system is not Linux. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    // The command, second of all, may hold spaces and brackets: count from behind it, where the third field begins.
    const [state = '', parent, ...rest] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const [userTicks, systemTicks, born = ''] = [rest[9], rest[10], rest[17]];
    return { state, parent: Number(parent), processorTicks: Number(userTicks) + Number(systemTicks), born };
  } catch {
    return undefined;
  }
}
