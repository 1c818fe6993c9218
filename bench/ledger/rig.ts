import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Addresses,
  addressesOf,
  allComponents,
  type ComponentName,
  defaultPorts,
  freePort,
  homeAt,
  PlatformError,
  type PortName,
  prepareHome,
  programAtHand,
  readSettings,
  type Site,
  siteOf,
} from '@sightline/stack';
import { CannotMeasure } from '../bench';
import { Between } from './between';
import { counterValue } from './counters';
import { Part } from './part';
import { SmallDisk } from './small-disk';

export const stores = ['zipkin', 'victorialogs', 'prometheus'] as const;
export type Store = (typeof stores)[number];

const partNames = [...stores, 'loki-api', 'collector'] as const;

/** What has a disk of so many megabytes for itself. */
export type SmallDisks = Partial<Record<'collector' | 'victorialogs' | 'prometheus', number>>;

export interface RigOptions {
  readonly disks?: SmallDisks;
  /** Percent of the traces that are kept. */
  readonly traceShare?: number;
}

/** What the collector counts, of all its lives. */
export interface CollectorCounts {
  value(counter: string): number;
}

/** On a busy machine a span may be as long as a slow one, which is kept whatever the share is. */
const shareAlone = { SIGHTLINE_SLOW_TRACE_MS: '60000' };

/**
 * The collector and the stores as the platform runs them, on free ports, each store behind something that can be told to misbehave, and
 * nothing else.
 */
export class Rig implements AsyncDisposable {
  readonly #past: string[] = [];

  private constructor(
    private readonly site: Site,
    readonly parts: Readonly<Record<(typeof partNames)[number], Part>>,
    readonly before: Readonly<Record<Store, Between>>,
    readonly disks: Readonly<Partial<Record<keyof SmallDisks, SmallDisk>>>,
    private readonly ends: readonly (() => unknown)[],
  ) {}

  /** @throws {CannotMeasure} when an engine was never had here, or there can be no small disk. */
  static async start({ disks = {}, traceShare = 100 }: RigOptions = {}): Promise<Rig> {
    const ends: (() => unknown)[] = [];
    try {
      const home = homeAt(mkdtempSync(join(tmpdir(), 'sightline-ledger-')));
      ends.push(() => rmSync(home.path, { recursive: true, force: true }));
      prepareHome(home, { fresh: true });
      const addresses = await freeAddresses();
      const site: Site = {
        ...siteOf({
          settings: { ...readSettings({ SIGHTLINE_TRACE_SHARE: String(traceShare), ...shareAlone }), home: home.path },
          addresses,
          home,
          installed: {},
          traceStore: 'zipkin',
          logStore: 'victorialogs',
          dashboards: 'viewer',
          sloScale: 'real',
          replicas: {},
        }),
        program: engineProgram,
      };
      const small: Record<string, SmallDisk> = {};
      for (const [name, megabytes] of Object.entries(disks)) {
        const disk = SmallDisk.at(home.data(name), megabytes);
        ends.push(() => disk.remove());
        small[name] = disk;
      }
      const before = async (store: Store) => {
        const between = await Between.before({ host: addresses.host, port: addresses.ports[store] });
        ends.push(() => between[Symbol.asyncDispose]());
        return between;
      };
      const between = {
        zipkin: await before('zipkin'),
        victorialogs: await before('victorialogs'),
        prometheus: await before('prometheus'),
      };
      const ports = { ...addresses.ports };
      for (const store of stores) ports[store] = between[store].port;
      const asCollectorSees = { ...site, addresses: addressesOf({ host: addresses.host, ports }) };
      const part = (name: ComponentName, where = site, env = {}) => {
        const component = allComponents.find((each) => each.name === name);
        if (!component) throw new Error(`the platform has no ${name}`);
        const made = new Part(component, where, env);
        ends.push(() => made.kill());
        return made;
      };
      const parts = {
        // The spans are small, and all of them are to be counted.
        zipkin: part('zipkin', site, { MEM_MAX_SPANS: '200000' }),
        victorialogs: part('victorialogs'),
        prometheus: part('prometheus'),
        'loki-api': part('loki-api'),
        collector: part('collector', asCollectorSees),
      };
      await Promise.all(stores.map((store) => parts[store].start()));
      await Promise.all([parts.collector.start(), parts['loki-api'].start()]);
      return new Rig(site, parts, between, small, ends);
    } catch (error) {
      await endAll(ends);
      throw error;
    }
  }

  url(name: PortName): string {
    return this.site.addresses.url(name);
  }

  log(name: string): string {
    return this.site.home.log(name);
  }

  /** Ends the collector's process; what it has counted by now is remembered. */
  async endCollector(how: 'kill' | 'stop'): Promise<void> {
    this.#past.push(await this.#collectorMetrics());
    await this.parts.collector[how]();
  }

  async collectorCounts(): Promise<CollectorCounts> {
    const lives = [...this.#past, await this.#collectorMetrics()];
    return { value: (counter) => lives.reduce((sum, text) => sum + counterValue(text, counter), 0) };
  }

  /** What waits in the queues of the collector. */
  async queued(): Promise<number> {
    return counterValue(await this.#collectorMetrics(), 'otelcol_exporter_queue_size');
  }

  async storeMetrics(): Promise<string> {
    const texts = ['victorialogs', 'prometheus'] as const;
    return (await Promise.all(texts.map((store) => textAt(`${this.url(store)}/metrics`)))).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endAll(this.ends);
  }

  #collectorMetrics(): Promise<string> {
    return textAt(`${this.url('collectorMetrics')}/metrics`);
  }
}

/** What was begun last ends first; one that cannot be ended keeps none of the others. */
async function endAll(ends: readonly (() => unknown)[]): Promise<void> {
  for (const end of ends.toReversed())
    await Promise.resolve()
      .then(end)
      .catch(() => {});
}

/** @throws {CannotMeasure} saying how the engine is had. */
function engineProgram(...[engine, program]: Parameters<Site['program']>): string {
  try {
    return programAtHand(engine, program);
  } catch (error) {
    if (error instanceof PlatformError) throw new CannotMeasure(error.message);
    throw error;
  }
}

async function textAt(url: string): Promise<string> {
  return (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text();
}

async function freeAddresses(): Promise<Addresses> {
  const ports: [string, number][] = [];
  for (const name of Object.keys(defaultPorts)) ports.push([name, await freePort()]);
  const unique = new Set(ports.map(([, port]) => port));
  if (unique.size < ports.length) return freeAddresses();
  return addressesOf({ host: '127.0.0.1', ports: Object.fromEntries(ports) as Record<PortName, number> });
}
