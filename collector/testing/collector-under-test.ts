import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStat, programAtHand } from '@sightline/stack';
import { type CollectorConfig, configFiles, configFolder, effectiveConfig, type Layers } from './effective-config';
import { freeAddresses } from './free-ports';
import { until } from './until';

/** JSON instead of protobuf on the way out, so that a test can read it. Everything else is as it runs. */
const readable = (layers: Layers, folder: string) =>
  Object.keys(effectiveConfig(layers, folder).exporters)
    .filter((exporter) => exporter.startsWith('otlp_'))
    .map((exporter) => `yaml:exporters::${exporter}::encoding: json`);

const mostAttempts = 3;

export const collectorProgram = () => programAtHand('collector', 'otelcol-sightline');

export interface CollectorOptions {
  /** What differs from the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  readonly layers?: Layers;
  /** Makes another of the effective configuration. */
  readonly change?: ((config: CollectorConfig) => CollectorConfig) | undefined;
  /** Whether what goes out is JSON, which a test can read, in place of protobuf, as it runs. */
  readonly isReadable?: boolean;
  /** Another collector than ours. */
  readonly of?: { readonly program: string; readonly folder: string };
}

/** The real collector with its real configuration, on free ports, with a disk of its own. */
export class CollectorUnderTest {
  private child?: ChildProcess;
  private said = '';

  private constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly storage: string,
    private readonly options: Omit<Required<CollectorOptions>, 'env'>,
  ) {}

  /** @param backends where the backends are. */
  static async start(
    backends: string,
    {
      env = {},
      layers = ['tempo', 'loki'],
      change,
      isReadable = true,
      of = { program: collectorProgram(), folder: configFolder },
    }: CollectorOptions = {},
  ): Promise<CollectorUnderTest> {
    for (let attempt = 1; ; attempt++) {
      const storage = mkdtempSync(join(tmpdir(), 'sightline-collector-'));
      const addresses = await freeAddresses(6);
      const whole = { ...environment(addresses, { backends, storage }), ...env };
      const collector = new CollectorUnderTest(whole, storage, { layers, change, isReadable, of });
      try {
        await collector.start();
        return collector;
      } catch (error) {
        await collector.stop();
        // Free a moment ago, and taken meanwhile by somebody else.
        const isTaken = /address already in use/.test((error as Error).message);
        if (!isTaken || attempt === mostAttempts) throw error;
      }
    }
  }

  get otlpUrl(): string {
    return `http://${this.env.OTLP_HTTP_ENDPOINT}`;
  }

  get lokiUrl(): string {
    return `http://${this.env.LOKI_RECEIVER_ENDPOINT}`;
  }

  async start(): Promise<void> {
    const { layers, change, isReadable, of } = this.options;
    const written = change
      ? [`yaml:${JSON.stringify(change(effectiveConfig(layers, of.folder)))}`]
      : configFiles(layers, of.folder);
    const configs = [...written, ...(isReadable ? readable(layers, of.folder) : [])];
    const args = configs.flatMap((config) => ['--config', config]);
    const child = spawn(of.program, args, { env: this.env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-10_000);
    });
    const died = once(child, 'exit').then(([code]) => {
      throw new Error(`the collector ended with ${code}: ${this.said}`);
    });
    const healthy = until('a healthy collector', async () => {
      return (await fetch(`http://${this.env.COLLECTOR_HEALTH_ENDPOINT}`)).ok;
    });
    await Promise.race([healthy, died]);
    died.catch(() => {});
  }

  /** What the collector counts of itself: by the first group of a pattern, the sum of the numbers in the second. */
  async ownMetrics(pattern: RegExp): Promise<Readonly<Record<string, number>>> {
    const { COLLECTOR_METRICS_HOST: host, COLLECTOR_METRICS_PORT: port } = this.env;
    const text = await (await fetch(`http://${host}:${port}/metrics`)).text();
    const counts: Record<string, number> = {};
    for (const [, label = '', count] of text.matchAll(pattern)) counts[label] = (counts[label] ?? 0) + Number(count);
    return counts;
  }

  /** The most memory it has had, in bytes (Linux). */
  get peakBytes(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
  }

  /** Processor time it has used, in seconds (Linux). */
  get processorSeconds(): number {
    return (processStat(this.child?.pid ?? 0)?.processorTicks ?? Number.NaN) / 100;
  }

  /** Without a chance to put anything in order. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.storage, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** Everything the configuration asks for; what is not there (services, engines) is at addresses where nobody answers. */
export function environment(
  [grpc, http, loki, health, metrics, nobody]: readonly string[],
  { backends, storage }: { readonly backends: string; readonly storage: string },
): Record<string, string> {
  const [host, port] = (metrics ?? '').split(':');
  const stores = ['PROMETHEUS', 'ALERTMANAGER', 'LOKI', 'VICTORIALOGS', 'TEMPO', 'ZIPKIN', 'DASHBOARDS'];
  const targets = ['BANK', 'FLAGS', 'INBOX', 'TRAFFIC', ...stores];
  return {
    OTLP_GRPC_ENDPOINT: grpc ?? '',
    OTLP_HTTP_ENDPOINT: http ?? '',
    LOKI_RECEIVER_ENDPOINT: loki ?? '',
    COLLECTOR_HEALTH_ENDPOINT: health ?? '',
    COLLECTOR_METRICS_HOST: host ?? '',
    COLLECTOR_METRICS_PORT: port ?? '',
    COLLECTOR_STORAGE_DIR: storage,
    LOKI_URL: backends,
    VICTORIALOGS_URL: backends,
    PROMETHEUS_URL: backends,
    TEMPO_OTLP_URL: backends,
    ZIPKIN_URL: backends,
    KAFKA_BROKERS: nobody ?? '',
    POSTGRES_ENDPOINT: nobody ?? '',
    POSTGRES_MONITOR_PASSWORD: 'none',
    DASHBOARDS: 'viewer',
    ORDER_TARGETS: scraped('order-1', nobody),
    PAYMENT_TARGETS: scraped('payment-1', nobody),
    ...Object.fromEntries(targets.map((name) => [`${name}_TARGET`, nobody ?? ''])),
  };
}

const scraped = (instance: string, target = '') => JSON.stringify([{ targets: [target], labels: { instance } }]);
