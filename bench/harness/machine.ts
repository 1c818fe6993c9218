import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What figures depend on besides what is measured. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly kernel: string;
  readonly node: string;
  /** Runnable processes over the last 1, 5 and 15 minutes, before anything is measured. */
  readonly load: readonly number[];
  /** How the kernel chooses the processors' frequency; undefined where it does not say, as in most virtual machines. */
  readonly governor: string | undefined;
}

export function machineFacts(): MachineFacts {
  return {
    cpu: cpus()[0]?.model.trim() || arch(),
    cores: availableParallelism(),
    memoryGigabytes: Number((totalmem() / 2 ** 30).toFixed(1)),
    kernel: `${type()} ${release()}`,
    node: process.version,
    load: loadavg().map((each) => Number(each.toFixed(2))),
    governor: governor(),
  };
}

function governor(): string | undefined {
  try {
    return readFileSync('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor', 'utf8').trim();
  } catch {
    return undefined;
  }
}

export const describeMachine = ({ cpu, cores, memoryGigabytes, kernel, node, load, governor }: MachineFacts): string =>
  [
    `${cores} × ${cpu}`,
    `${memoryGigabytes} GB`,
    kernel,
    `Node.js ${node}`,
    `load before ${load.join(', ')}`,
    governor === undefined ? 'governor unknown' : `governor ${governor}`,
  ].join('; ');
