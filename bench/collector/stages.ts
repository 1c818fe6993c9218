import type { CollectorConfig, Layers, Pipeline } from '@sightline/collector/testing/effective-config';

export const signals = ['spans', 'lines', 'samples'] as const;
export type Signal = (typeof signals)[number];

/** What is done to a signal on its way through the collector: one thing more at each stage. */
export interface Stage {
  /** As the table has it. */
  readonly name: string;
  /** Makes it of the real configuration. */
  change(config: CollectorConfig): CollectorConfig;
  readonly env?: Readonly<Record<string, string>>;
}

/** Those of a machine that reaches package registries alone. */
export const layers: Layers = ['zipkin', 'victorialogs'];

type Pipelines = Readonly<Record<string, Pipeline>>;

/** The pipelines that a signal goes through, as they are; everything else is left out, so that it costs nothing meanwhile. */
function ofSignal({ service }: CollectorConfig, signal: Signal): Pipelines {
  const chosen = Object.entries(service.pipelines).flatMap(([name, pipeline]): [string, Pipeline][] => {
    if (name === 'metrics/services') {
      const receivers = pipeline.receivers.filter((id) => (signal === 'samples') === id.startsWith('prometheus/'));
      return signal === 'lines' ? [] : [[name, { ...pipeline, receivers }]];
    }
    return name.startsWith({ spans: 'traces/', lines: 'logs/', samples: 'none' }[signal]) ? [[name, pipeline]] : [];
  });
  return Object.fromEntries(chosen);
}

const withPipelines = (config: CollectorConfig, pipelines: Pipelines): CollectorConfig => ({
  ...config,
  service: { ...config.service, pipelines },
});

/** Batches wait in memory in place of the disk. */
const inMemory = (config: CollectorConfig): CollectorConfig => ({
  ...config,
  exporters: Object.fromEntries(
    Object.entries(config.exporters).map(([id, exporter]) => {
      const { storage: _, ...queue } = (exporter?.sending_queue ?? {}) as Record<string, unknown>;
      return [id, { ...exporter, sending_queue: queue }];
    }),
  ),
});

const whole = (signal: Signal) => (config: CollectorConfig) => withPipelines(config, ofSignal(config, signal));
const wholeInMemory = (signal: Signal) => (config: CollectorConfig) => inMemory(whole(signal)(config));

/** One pipeline from the receiver to the store, with the first processors of the intake that there really is. */
const straight =
  (signal: Signal, intake: string, upTo: string, counting: readonly string[] = []) =>
  (config: CollectorConfig): CollectorConfig => {
    const real = ofSignal(config, signal);
    const { receivers = [], processors = [], exporters = [] } = real[intake] ?? {};
    const store = real[intake.replace('intake', 'store')]?.exporters ?? exporters;
    const pipeline = {
      receivers,
      processors: processors.slice(0, processors.indexOf(upTo) + 1),
      exporters: [...counting, ...store],
    };
    const counted = real['metrics/services'];
    const metrics = counting.length > 0 && counted ? { 'metrics/services': counted } : {};
    return inMemory(withPipelines(config, { [intake]: pipeline, ...metrics }));
  };

/** With it everything is sampled, and all but nothing kept: the store gets as much as before. */
const nearlyAll = { SIGHTLINE_TRACE_SHARE: '99.999', SIGHTLINE_TRACE_DECISION_WAIT: '2s' };

export const stages: Readonly<Record<Signal, readonly [Stage, ...Stage[]]>> = {
  spans: [
    { name: 'pass through', change: straight('spans', 'traces/intake', 'memory_limiter') },
    { name: '+ redaction', change: straight('spans', 'traces/intake', 'guard') },
    {
      name: '+ span metrics and graph',
      change: straight('spans', 'traces/intake', 'guard', ['spanmetrics', 'servicegraph']),
    },
    { name: '+ tail sampling', change: wholeInMemory('spans'), env: nearlyAll },
    { name: '+ queue on disk: everything', change: whole('spans'), env: nearlyAll },
    {
      name: 'everything, a tenth kept',
      change: whole('spans'),
      env: { ...nearlyAll, SIGHTLINE_TRACE_SHARE: '10' },
    },
    { name: 'by default: nothing sampled', change: whole('spans') },
  ],
  lines: [
    { name: 'pass through', change: straight('lines', 'logs/intake', 'memory_limiter') },
    { name: '+ read as pino wrote them', change: straight('lines', 'logs/intake', 'transform/pino') },
    { name: '+ redaction', change: straight('lines', 'logs/intake', 'guard') },
    { name: '+ streams', change: wholeInMemory('lines') },
    { name: '+ queue on disk: everything', change: whole('lines') },
  ],
  samples: [
    { name: 'pass through', change: straight('samples', 'metrics/services', 'memory_limiter') },
    { name: '+ names of services, exemplars', change: wholeInMemory('samples') },
    { name: '+ queue on disk: everything', change: whole('samples') },
  ],
};
