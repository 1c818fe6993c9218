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
  ) {}

  /** @throws {CannotMeasure} when an engine was never had here, or there can be no small disk. */
  static async start({ disks = {}, traceShare = 100 }: RigOptions = {}): Promise<Rig> {
    const home = homeAt(mkdtempSync(join(tmpdir(), 'sightline-ledger-')));
    prepareHome(home, { fresh: true });
    const addresses = await freeAddresses();
    const site: Site = {
      ...siteOf({
        settings: { ...readSettings({ SIGHTLINE_TRACE_SHARE: String(traceShare) }), home: home.path },
        addresses,
        home,
        installed: {},
        traceStore: 'zipkin',
        logStore: 'victorialogs',
        dashboards: 'viewer',
        sloScale: 'real',
      }),
      program: engineProgram,
    };
    const small = Object.fromEntries(
      Object.entries(disks).map(([name, megabytes]) => [name, SmallDisk.at(home.data(name), megabytes)]),
    );
    const between = {
      zipkin: await Between.before({ host: addresses.host, port: addresses.ports.zipkin }),
      victorialogs: await Between.before({ host: addresses.host, port: addresses.ports.victorialogs }),
      prometheus: await Between.before({ host: addresses.host, port: addresses.ports.prometheus }),
    };
    const ports = { ...addresses.ports };
    for (const store of stores) ports[store] = between[store].port;
    const asCollectorSees = { ...site, addresses: addressesOf({ host: addresses.host, ports }) };
    const part = (name: ComponentName, where = site, env = {}) => {
      const component = allComponents.find((each) => each.name === name);
      if (!component) throw new Error(`the platform has no ${name}`);
      return new Part(component, where, env);
    };
    const rig = new Rig(
      site,
      {
        // The spans are small, and all of them are to be counted.
        zipkin: part('zipkin', site, { MEM_MAX_SPANS: '200000' }),
        victorialogs: part('victorialogs'),
        prometheus: part('prometheus'),
        'loki-api': part('loki-api'),
        collector: part('collector', asCollectorSees),
      },
      between,
      small,
    );
    try {
      await Promise.all(stores.map((store) => rig.parts[store].start()));
      await Promise.all([rig.parts.collector.start(), rig.parts['loki-api'].start()]);
      return rig;
    } catch (error) {
      await rig[Symbol.asyncDispose]();
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
    await Promise.all(partNames.map((name) => this.parts[name].kill()));
    await Promise.all(stores.map((store) => this.before[store][Symbol.asyncDispose]()));
    for (const disk of Object.values(this.disks)) disk.remove();
    rmSync(this.site.home.path, { recursive: true, force: true });
  }

  #collectorMetrics(): Promise<string> {
    return textAt(`${this.url('collectorMetrics')}/metrics`);
  }
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
