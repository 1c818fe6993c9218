import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { counterValue } from './counters';

/** The name that it has in its telemetry. */
export const numberedService = 'ledger-service';

export interface ServiceOptions {
  readonly perSecond: number;
  readonly otlpUrl: string;
  readonly lokiUrl: string;
  /** Where its standard output goes. */
  readonly log: string;
}

/** What it counted of itself by the end. A process that was killed told none of it. */
export interface OwnCounts {
  readonly spansExported: number;
  readonly spansDropped: number;
  readonly linesDropped: number;
}

/** The numbered service, as a process. */
export class CountingService {
  /** Numbers from 1 to this one were made, a span and a line each. */
  made = 0;
  /** Their traces, in the order of the numbers. */
  readonly traces: string[] = [];
  counts: OwnCounts | undefined;
  readonly #process: ChildProcess;
  readonly #gone: Promise<unknown>;

  constructor({ perSecond, otlpUrl, lokiUrl, log }: ServiceOptions) {
    const out = openSync(log, 'a');
    const preload = require.resolve('@sightline/observability/preload');
    const child = spawn(process.execPath, ['--require', preload, join(__dirname, 'numbered-service.js')], {
      stdio: ['ignore', out, out, 'pipe'],
      env: {
        PATH: process.env.PATH,
        LEDGER_PER_SECOND: String(perSecond),
        OTEL_SERVICE_NAME: numberedService,
        OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
        // As the platform has it.
        OTEL_BSP_SCHEDULE_DELAY: '200',
        LOKI_URL: lokiUrl,
      },
    });
    closeSync(out);
    this.#process = child;
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    this.#gone = once(child, 'close');
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const { made, traces, metrics } = JSON.parse(line) as {
        readonly made: number;
        readonly traces?: readonly string[];
        readonly metrics?: string;
      };
      this.made = made;
      this.traces.push(...(traces ?? []));
      if (metrics !== undefined)
        this.counts = {
          spansExported: counterValue(metrics, 'telemetry_spans_exported_total'),
          spansDropped: counterValue(metrics, 'telemetry_spans_dropped_total'),
          linesDropped: counterValue(metrics, 'telemetry_log_records_dropped_total'),
        };
    });
  }

  /** Killed, where it does not end in time. */
  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 30_000);
    await this.#gone;
    clearTimeout(late);
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#gone;
  }
}
