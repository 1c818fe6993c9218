import type { Context, Evidence } from '../context';
import type { Finding } from '../finding';
import { share } from '../numbers';
import { isShort } from '../snapshot';
import { host } from '../subject';

/** Whether the machine is short of processor time and who takes it; of memory, and of its disk's time. As the kernel tells it: no store is asked. */
export const machine: Evidence = {
  name: 'machine',
  asks: ['supervisor'],
  async find(context) {
    return [...strangers(context), ...starvation(context), ...pressed(context)];
  },
};

/** Those that were there before, however busy, are nothing new. */
function strangers({ seen, times }: Context): Finding[] {
  const { processes } = seen;
  if (!processes) return [];
  const fresh = processes.strangers.filter(({ since }) => new Date(since) > times.before.until);
  const [first] = fresh;
  const taken =
    fresh.reduce((sum, { processors, yields }) => sum + (yields ? processors / 4 : processors), 0) /
    processes.processors;
  const pressure = processes.pressure.processor ?? 1;
  if (first === undefined || taken < 0.25 || pressure < 0.3) return [];
  return [
    {
      evidence: 'strangers',
      subject: host,
      message: `${fresh.length} processes that are no part of the platform (${first.command}, …) take ${share(taken)} of the processors`,
      strength: 0.95 * Math.min(1, 1.5 * taken) * Math.min(1, pressure * 1.2),
      nature: 'own',
      because: `something waited for a processor ${share(pressure)} of the last ten seconds`,
      since: fresh.map((each) => new Date(each.since)).reduce((a, b) => (a < b ? a : b)),
      query: `ps -o pid,etime,pcpu,args -p ${fresh
        .map(({ pid }) => pid)
        .slice(0, 10)
        .join(',')}`,
    },
  ];
}

/** Most of the platform waits for a processor: whatever else is the matter, and for how long it has been so, nothing works well. */
function starvation({ seen, components }: Context): Finding[] {
  const { processes } = seen;
  if (!processes || !isShort(processes)) return [];
  const waiting = processes.starved.filter(({ share: waited }) => waited >= 0.5);
  const part = waiting.length / Math.max(1, components.length);
  if (part < 0.25) return [];
  return [
    {
      evidence: 'starvation',
      subject: host,
      message: `${waiting.length} components wait for a processor half of the time or longer`,
      strength: 0.6 * Math.min(1, part * 2),
      nature: 'own',
      because: `something waited for one ${share(processes.pressure.processor ?? 1)} of the last ten seconds`,
      query: 'cat /proc/pressure/cpu',
    },
  ];
}

const leastMemory = 0.04;
const pressedShare = 0.5;

/** What nothing runs well without, however much of it there was before. */
function pressed({ seen }: Context): Finding[] {
  const { availableMemory, pressure } = seen.processes ?? { availableMemory: 1, pressure: {} };
  const common = { subject: host, nature: 'own' } as const;
  return [
    ...(availableMemory < leastMemory
      ? [
          {
            ...common,
            evidence: 'memory',
            message: `${share(availableMemory)} of the machine's memory can still be had`,
            strength: 0.85,
            because: `less than ${share(leastMemory)}`,
            query: 'cat /proc/meminfo',
          },
        ]
      : []),
    ...(['disk', 'memory'] as const).flatMap((what) => {
      const waited = pressure[what] ?? 0;
      if (waited < pressedShare) return [];
      return [
        {
          ...common,
          evidence: `${what}-pressure`,
          message: `something waited for ${what === 'disk' ? 'a disk' : 'memory'} ${share(waited)} of the last ten seconds`,
          strength: 0.8 * waited,
          because: `more than ${share(pressedShare)}`,
          query: `cat /proc/pressure/${what === 'disk' ? 'io' : 'memory'}`,
        },
      ];
    }),
  ];
}
