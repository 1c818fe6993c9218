import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allComponents } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  type CollectorConfig,
  configFile,
  effectiveConfig,
  everyLayers,
  type Layers,
  logLayers,
  type Pipeline,
  traceLayers,
} from './testing/effective-config';

interface Times {
  readonly scrape_interval?: string;
  readonly scrape_timeout?: string;
}

interface Scrapes {
  readonly config: {
    readonly global?: Times;
    readonly scrape_configs: readonly (Times & { readonly job_name: string })[];
  };
}

interface Asked {
  readonly interval: string;
  readonly timeout: string;
  readonly targets: readonly { readonly service: string }[];
}

const kinds = ['receivers', 'processors', 'exporters'] as const;
const typeOf = (id: string) => id.split('/')[0] ?? id;
const pipelinesOf = (config: CollectorConfig) => Object.entries(config.service.pipelines);
const named = (config: CollectorConfig, kind: (typeof kinds)[number]) =>
  new Set(pipelinesOf(config).flatMap(([, pipeline]) => pipeline[kind] ?? []));

describe.each(everyLayers)('the collector with the layers %s and %s', (...layers) => {
  const config = effectiveConfig(layers);

  it.each(kinds)('uses each of its %s, and names none that it has not', (kind) => {
    const connectors = kind === 'processors' ? [] : Object.keys(config.connectors);
    expect(named(config, kind)).toEqual(new Set([...Object.keys(config[kind]), ...connectors]));
  });

  it('gives every pipeline a way in and a way out', () => {
    for (const [, { receivers, exporters }] of pipelinesOf(config)) {
      expect(receivers).not.toHaveLength(0);
      expect(exporters).not.toHaveLength(0);
    }
  });

  it('limits memory first wherever others push', () => {
    for (const [name, { receivers, processors }] of pipelinesOf(config)) {
      if (receivers.some((id) => id === 'otlp' || id === 'loki'))
        expect([name, processors?.[0]]).toEqual([name, 'memory_limiter']);
    }
  });

  it('guards what others push before anything is made of it', () => {
    const pushed = ['otlp', 'loki'].flatMap((receiver) =>
      ['traces', 'logs', 'metrics'].flatMap((signal) => takers(config, receiver, signal)),
    );
    expect([...new Set(pushed)].sort()).toEqual(['logs/intake', 'metrics/others', 'traces/intake']);
    // Only these stand before it: they make nothing that is kept.
    const before = ['memory_limiter', 'filter/noise', 'resource/place', 'transform/pino'];
    for (const name of pushed) {
      const { processors = [] } = config.service.pipelines[name] ?? {};
      expect(processors).toContain('guard');
      expect(before).toEqual(expect.arrayContaining(processors.slice(0, processors.indexOf('guard'))));
    }
  });

  it("lets others' metrics share neither a request nor a queue with ours", () => {
    const { 'metrics/others': others, ...rest } = config.service.pipelines;
    expect(others?.receivers).toEqual(['otlp']);
    for (const { exporters } of Object.values(rest))
      expect(exporters.filter((id) => others?.exporters.includes(id))).toEqual([]);
  });

  it('checks whether points can be stored before it adds them up', () => {
    const { processors = [] } = config.service.pipelines['metrics/others'] ?? {};
    expect(processors.filter((id) => ['guard', 'storable', 'deltatocumulative'].includes(id))).toEqual([
      'guard',
      'storable',
      'deltatocumulative',
    ]);
  });

  it('makes `up` for every part of the platform that runs with them', () => {
    const [trace, log] = layers;
    const others = { zipkin: 'tempo', tempo: 'zipkin', loki: 'victorialogs', victorialogs: 'loki' } as const;
    const expected = allComponents
      .map(({ name }) => name)
      .filter((name) => name !== others[trace] && name !== others[log])
      .filter((name) => log === 'victorialogs' || name !== 'loki-api')
      // One of the two shows the dashboards.
      .map((name) => (name === 'grafana' || name === 'viewer' ? 'dashboards' : name))
      .map((name) => (name === 'collector' ? 'otel-collector' : name));
    const scraped = Object.entries(config.receivers)
      .filter(([id]) => typeOf(id) === 'prometheus')
      .flatMap(([, receiver]) => (receiver as Scrapes).config.scrape_configs.map(({ job_name }) => job_name));
    const { targets } = config.receivers.liveness as unknown as Asked;
    expect(
      [...scraped, ...targets.map(({ service }) => service.replace(/^\$\{env:DASHBOARDS\}$/, 'dashboards'))].sort(),
    ).toEqual([...new Set(expected)].sort());
  });

  it('lets no scrape and no question last as long as the time to the next one', () => {
    const seconds = Number.parseFloat;
    for (const [id, receiver] of Object.entries(config.receivers)) {
      if (typeOf(id) !== 'prometheus') continue;
      const { global, scrape_configs } = (receiver as Scrapes).config;
      for (const job of scrape_configs) {
        const { scrape_interval = '', scrape_timeout = '' } = { ...global, ...job };
        expect(seconds(scrape_timeout), job.job_name).toBeLessThan(seconds(scrape_interval));
      }
    }
    const { interval, timeout } = config.receivers.liveness as unknown as Asked;
    expect(seconds(timeout)).toBeLessThan(seconds(interval));
  });

  it('counts every span that was taken, before it is sampled', () => {
    const { 'traces/intake': intake, 'traces/counted': counted, 'traces/taken': taken } = config.service.pipelines;
    expect(intake?.exporters).toEqual(['count_taken']);
    expect(config.connectors.count_taken).toEqual({ store: 'traces/taken', count: 'traces/counted' });
    expect(counted).toEqual({ receivers: ['count_taken'], exporters: ['spanmetrics', 'servicegraph'] });
    expect(taken).toEqual({ receivers: ['count_taken'], exporters: ['by_share'] });
    expect(config.service.pipelines['traces/sampled']?.processors).toContain('tail_sampling');
  });

  it('counts nothing before it is known whether it is taken', () => {
    const counting = ['spanmetrics', 'servicegraph'];
    // Who has another way out beside them is refused, and hears of it, when they have counted.
    for (const [name, { exporters }] of pipelinesOf(config))
      if (exporters.some((id) => counting.includes(typeOf(id))))
        expect([name, exporters.filter((id) => !counting.includes(typeOf(id)))]).toEqual([name, []]);
  });

  it('tells exemplars by the very rules that keep their traces, wherever they come by', () => {
    const { tail_sampling, kept_exemplars } = config.processors as unknown as {
      tail_sampling: { decision_wait: string; policies: readonly { type: string; [settings: string]: unknown }[] };
      kept_exemplars: Readonly<Record<string, unknown>>;
    };
    const settingsOf = (type: string) => tail_sampling.policies.find((policy) => policy.type === type)?.[type];
    // A policy more is a rule more.
    expect(tail_sampling.policies.map(({ type }) => type).sort()).toEqual(['latency', 'probabilistic', 'status_code']);
    expect(settingsOf('probabilistic')).toEqual({ sampling_percentage: kept_exemplars.share });
    expect(`${(settingsOf('latency') as { threshold_ms: string }).threshold_ms}ms`).toBe(kept_exemplars.slow);
    expect(kept_exemplars.decision_wait).toBe(tail_sampling.decision_wait);
    expect(kept_exemplars).not.toHaveProperty('hash_salt');
    // Exemplars that say how long one span took, and others.
    const durations = new RegExp(String(kept_exemplars.durations));
    for (const name of [
      'traces.span.metrics.duration',
      'http_server_request_duration_seconds',
      'http.server.request.duration',
      'messaging_process_duration_seconds',
      'db.client.operation.duration',
    ])
      expect([name, durations.test(name)]).toEqual([name, true]);
    for (const name of [
      'ecommerce_order_completion_duration_seconds',
      'outbox_publish_delay_seconds',
      'v8js_gc_duration_seconds',
    ])
      expect([name, durations.test(name)]).toEqual([name, false]);
    const carriers = new Set(['otlp', 'prometheus/services', 'spanmetrics']);
    for (const [name, { receivers, processors }] of pipelinesOf(config))
      if (typeOf(name) === 'metrics' && receivers.some((receiver) => carriers.has(receiver)))
        expect([name, processors?.includes('kept_exemplars')]).toEqual([name, true]);
  });

  it('keeps what a backend has not taken on disk, and never gives up on it', () => {
    expect(config.extensions.file_storage).toMatchObject({ fsync: true });
    for (const exporter of Object.values(config.exporters)) {
      expect(exporter).toMatchObject({
        retry_on_failure: { max_elapsed_time: 0 },
        sending_queue: { storage: 'file_storage', batch: expect.anything() },
      });
    }
  });

  it('tells a store that refuses for good from one that cannot now, whatever its exporter makes of an answer', () => {
    for (const [id, exporter] of Object.entries(config.exporters)) {
      // Those of OTLP go by its rule.
      const refusal = typeOf(id).startsWith('otlp_') ? [] : [{ id: 'store_refusal' }];
      expect([id, exporter?.middlewares]).toEqual([id, [...refusal, { id: 'store_fault' }]]);
    }
  });
});

describe('the layers', () => {
  const without = (section: object, keys: readonly string[]) =>
    Object.fromEntries(Object.entries(section).filter(([key]) => !keys.includes(key)));

  /** What is left of it without the parts that the layer of a store is for. */
  const withoutStore = (layers: Layers, signal: 'traces' | 'logs') => {
    const { receivers, processors, exporters, service, ...rest } = effectiveConfig(layers);
    const pipeline = `${signal}/store`;
    const store = service.pipelines[pipeline];
    expect(store?.exporters).toHaveLength(1);
    return {
      ...rest,
      receivers: without(receivers, [signal === 'logs' ? 'prometheus/log-store' : 'prometheus/trace-store']),
      processors: without(processors, store?.processors ?? []),
      exporters: without(exporters, store?.exporters ?? []),
      pipelines: { ...service.pipelines, [pipeline]: store?.receivers },
    };
  };

  it.each(logLayers)('zipkin and tempo differ in the trace store alone, over %s', (log) => {
    expect(withoutStore(['zipkin', log], 'traces')).toEqual(withoutStore(['tempo', log], 'traces'));
  });

  it.each(traceLayers)('victorialogs and loki differ in the log store alone, over %s', (trace) => {
    expect(withoutStore([trace, 'victorialogs'], 'logs')).toEqual(withoutStore([trace, 'loki'], 'logs'));
  });

  it('of the log stores queue, retry and batch alike', () => {
    const delivery = (log: (typeof logLayers)[number]) => {
      const { retry_on_failure, sending_queue, compression } =
        effectiveConfig(['tempo', log]).exporters[`otlp_http/${log}`] ?? {};
      return { retry_on_failure, sending_queue, compression };
    };
    expect(delivery('victorialogs')).toEqual(delivery('loki'));
  });

  it.each(everyLayers)('%s and %s replace no list of what lies under them', (...layers) => {
    const files = ['base', ...layers].map((name) => listsIn(parse(readFileSync(configFile(name), 'utf8'))));
    const lists = files.flat();
    expect(lists.filter((path, index) => lists.indexOf(path) !== index)).toEqual([]);
  });
});

it('the distribution holds the components that the pipelines use, and no other', () => {
  const manifest = parse(readFileSync(join(__dirname, 'distribution', 'manifest.yaml'), 'utf8'));
  const built = (kind: string) => manifest[kind].map(componentType).sort();
  const used = (kind: keyof CollectorConfig) =>
    [...new Set(everyLayers.flatMap((layers) => Object.keys(effectiveConfig(layers)[kind]).map(typeOf)))]
      .map((type) => type.replaceAll('_', ''))
      .sort();
  for (const kind of [...kinds, 'connectors', 'extensions'] as const) expect(built(kind)).toEqual(used(kind));
});

/** `…/receiver/lokireceiver v0.145.0` -> `loki`; a component of ours has the name of its package. */
const componentType = ({ gomod, import: path }: { readonly gomod: string; readonly import?: string }) =>
  /([a-z]+?)(?:receiver|processor|exporter|connector|extension)?(?: v|$)/.exec(
    (path ?? gomod).split('/').at(-1) ?? '',
  )?.[1];

const takers = (config: CollectorConfig, receiver: string, signal: string) =>
  pipelinesOf(config)
    .filter(([name, pipeline]: [string, Pipeline]) => typeOf(name) === signal && pipeline.receivers.includes(receiver))
    .map(([name]) => name);

function listsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => listsIn(child, `${path}.${key}`));
}
