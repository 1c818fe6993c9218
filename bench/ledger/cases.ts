import { setTimeout as delay } from 'node:timers/promises';
import type { CountingService } from './counting-service';
import type { Signal } from './entry';
import { type Rig, type RigOptions, type Store, stores } from './rig';

/** What runs while a case is tried. */
export interface Scene {
  readonly rig: Rig;
  readonly service: CountingService;
  /** How long what lasts lasts: shorter with --short. */
  readonly seconds: (usual: number, short: number) => number;
}

export interface Case {
  readonly name: string;
  /** What is done, as a heading of its rows. */
  readonly title: string;
  readonly options?: RigOptions;
  /** What nobody can count: why, by the streams that may miss some. */
  readonly uncounted?: Partial<Record<Signal, string>>;
  /** Does it, and puts it right again. */
  disturb(scene: Scene): Promise<void>;
}

const pause = (seconds: number) => delay(seconds * 1_000);

const toStores =
  (disturb: (rig: Rig, store: Store) => void, settle: (rig: Rig, store: Store) => void) =>
  async ({ rig, seconds }: Scene) => {
    for (const store of stores) disturb(rig, store);
    await pause(seconds(300, 30));
    for (const store of stores) settle(rig, store);
  };
const passes = (rig: Rig, store: Store) => rig.before[store].becomes({ kind: 'passes' });

export const cases: readonly Case[] = [
  {
    name: 'calm',
    title: 'nothing happens',
    disturb: ({ seconds }) => pause(seconds(60, 10)),
  },
  {
    name: 'sampled',
    title: 'one trace in ten is kept, on purpose',
    options: { traceShare: 10 },
    disturb: ({ seconds }) => pause(seconds(60, 15)),
  },
  {
    name: 'collector-killed',
    title: 'the collector is killed, and started again after 2 s',
    async disturb({ rig }) {
      await rig.endCollector('kill');
      await pause(2);
      await rig.parts.collector.start();
    },
  },
  {
    name: 'collector-frozen',
    title: 'the collector is frozen',
    async disturb({ rig, seconds }) {
      rig.parts.collector.freeze();
      await pause(seconds(40, 20));
      rig.parts.collector.thaw();
    },
  },
  {
    name: 'collector-stopped',
    title: 'the collector is stopped for 60 s',
    async disturb({ rig, seconds }) {
      await rig.endCollector('stop');
      await pause(seconds(60, 60));
      await rig.parts.collector.start();
      // What has waited for it is delivered batch by batch; a service that is stopped before has three seconds for it.
      await pause(20);
    },
  },
  {
    name: 'stores-away',
    title: 'each store is away',
    disturb: toStores((rig, store) => rig.before[store].becomes({ kind: 'is away' }), passes),
  },
  {
    name: 'stores-slow',
    title: 'each store takes what it gets, and answers 8 s later',
    disturb: toStores((rig, store) => rig.before[store].becomes({ kind: 'is slow', ms: 8_000 }), passes),
  },
  {
    name: 'stores-503',
    title: 'each store answers 503 to 70 %',
    disturb: toStores((rig, store) => rig.before[store].becomes({ kind: 'answers 503', share: 0.7 }), passes),
  },
  {
    name: 'stores-cut-off',
    title: 'each store takes what it gets, and 30 % of its answers are lost',
    disturb: toStores((rig, store) => rig.before[store].becomes({ kind: 'is cut off', share: 0.3 }), passes),
  },
  {
    name: 'stores-killed',
    title: 'VictoriaLogs and Prometheus are killed, and started again after 2 s',
    uncounted: {
      'lines, OTLP': 'VictoriaLogs had them in memory: its last three seconds',
      'lines, pino-loki': 'VictoriaLogs had them in memory: its last three seconds',
    },
    async disturb({ rig }) {
      for (const store of ['victorialogs', 'prometheus'] as const) {
        await rig.parts[store].kill();
        await pause(2);
        await rig.parts[store].start();
      }
    },
  },
  {
    name: 'stores-stopped',
    title: 'VictoriaLogs and Prometheus are stopped, and started again after 2 s',
    async disturb({ rig }) {
      for (const store of ['victorialogs', 'prometheus'] as const) {
        await rig.parts[store].stop();
        await pause(2);
        await rig.parts[store].start();
      }
    },
  },
  {
    name: 'stores-full',
    title: 'the disks of VictoriaLogs and Prometheus are full',
    options: { disks: { victorialogs: 512, prometheus: 64 } },
    uncounted: {
      'samples, OTLP': 'Prometheus answers that it took them',
    },
    async disturb({ rig, seconds }) {
      const { victorialogs, prometheus } = rig.disks;
      // As disks fill up: VictoriaLogs takes no more before there is nothing left.
      victorialogs?.fill({ leave: 100 });
      prometheus?.fill();
      await pause(seconds(300, 30));
      victorialogs?.clear();
      prometheus?.clear();
      // One that could not go on ended: whoever looks after it starts it again.
      for (const store of ['victorialogs', 'prometheus'] as const)
        if (!rig.parts[store].isThere) await rig.parts[store].start();
    },
  },
  {
    name: 'queues-full',
    title: 'the stores are away until the disk of the queues is full',
    options: { disks: { collector: 3 } },
    disturb: toStores((rig, store) => rig.before[store].becomes({ kind: 'is away' }), passes),
  },
  {
    name: 'service-stopped',
    title: 'the service is stopped by SIGTERM in the middle of it',
    disturb: ({ service }) => service.stop(),
  },
  {
    name: 'service-stopped-alone',
    title: 'the service is stopped while the collector is away for 1 s',
    async disturb({ rig, service }) {
      await rig.endCollector('kill');
      const stopped = service.stop();
      await pause(0.3);
      await rig.parts.collector.start();
      await stopped;
    },
  },
  {
    name: 'service-killed',
    title: 'the service is killed in the middle of it',
    uncounted: {
      'spans, service': 'the service had them in memory, and its counts',
      'lines, pino-loki': 'the service had them in memory, and its counts',
    },
    disturb: ({ service }) => service.kill(),
  },
];
