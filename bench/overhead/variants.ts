import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '@sightline/stack';
import { CannotMeasure } from '../bench';

/** How a service is observed: what is preloaded into it, in this order, and what its environment says. */
export interface Variant {
  readonly name: string;
  readonly preload: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether somebody scrapes its metrics, as the collector does. */
  readonly isScraped?: true;
}

export interface Destination {
  /** Of spans, and of whatever else goes by OTLP. */
  readonly otlp: string;
  /** Of log lines. */
  readonly loki: string;
}

const library = require.resolve('@sightline/observability/preload');
const service = (name: string) => join(__dirname, 'service', `${name}.js`);
const leaveOut = service('leave-out');

/** The first is what the others are compared with. */
export function variants({ otlp, loki }: Destination, folder: string): readonly [Variant, ...Variant[]] {
  // As the platform has it, and as OpenTelemetry's SDK does by itself.
  const spans = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' };
  const lines = { LOKI_URL: loki };
  const noSpans = { OTEL_SDK_DISABLED: 'true' };
  const scraped = { OTEL_METRICS_EXPORTER: 'prometheus' };
  const ours = (name: string, signals: string, env: Record<string, string>): Variant => ({
    name,
    preload: [leaveOut, library],
    env: { ...scraped, BENCH_SIGNALS: signals, ...env },
    ...(signals.includes('metrics') && { isScraped: true }),
  });
  const theirs = (name: string, preload: string): Variant => ({
    name,
    preload: [preload, leaveOut, service('lines-to-file')],
    env: {
      ...spans,
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'none',
      BENCH_LOG_FILE: join(folder, 'lines.log'),
    },
  });
  return [
    { name: 'bare', preload: [leaveOut], env: {} },
    ours('context only', 'traces', { ...spans, OTEL_TRACES_SAMPLER: 'always_off' }),
    ours('traces', 'traces', spans),
    ours('logs', 'logs', { ...lines, ...noSpans }),
    ours('metrics', 'metrics', noSpans),
    ours('ours, all signals', 'traces,logs,metrics', { ...spans, ...lines }),
    theirs('auto-instrumentation', join(othersFolder, 'node_modules', register)),
    theirs('its SDK, four instrumentations', service('by-hand')),
  ];
}

const othersFolder = inRepository('bench', 'overhead', 'others');
const register = '@opentelemetry/auto-instrumentations-node/build/src/register.js';

/**
 * Installs OpenTelemetry's auto-instrumentation where that has not been done.
 *
 * @throws {CannotMeasure} when npm cannot.
 */
export function installOthers(say: (line: string) => void): void {
  if (existsSync(join(othersFolder, 'node_modules', register))) return;
  say('installing OpenTelemetry’s auto-instrumentation');
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: othersFolder, stdio: 'pipe' });
  } catch (error) {
    throw new CannotMeasure(`npm could not install the auto-instrumentation: ${(error as Error).message}`);
  }
}
