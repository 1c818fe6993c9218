import type { LogLevel } from '../catalogue/declare';
import type { Credentials } from '../logging/known-fetch';
import { readPairs } from './pairs';
import { type Resource, resourceOf } from './resource';
import { type Variable, type VariableName, variables } from './variables';

export interface TelemetrySettings {
  readonly disabled: boolean;
  readonly resource: Resource;
  /** Where spans go; none is nowhere. */
  readonly exporters: readonly ('otlp' | 'console')[];
  readonly protocol: 'http/json' | 'http/protobuf' | 'grpc';
  /** Milliseconds between two deliveries of all metrics by OTLP; undefined where they are only scraped. */
  readonly pushMetricsEvery: number | undefined;
  /** How trace context is read and written, by the names of the specification. */
  readonly propagators: readonly string[];
  /** Spans that may wait for delivery; more are dropped and counted. */
  readonly maxQueueSize: number;
  /** Milliseconds an attempt to deliver spans may take. */
  readonly exportTimeout: number;
  /** The limits the SDK does not read itself under the names of the specification. */
  readonly spanLimits: { readonly attributePerEventCountLimit: number; readonly attributePerLinkCountLimit: number };
  /** The names of third parties, by the `host:port` they are reached at. */
  readonly peerServices: Readonly<Record<string, string>>;
  /** Whether span attributes that no catalogue declares leave the process. */
  readonly keepUndeclared: boolean;
  readonly lokiUrl: string | undefined;
  /** PEM files: lines go to the same collector as spans, and are let in by the same certificate. */
  readonly lokiCredentials: Credentials | undefined;
  readonly logLevel: LogLevel;
  readonly sdkLogLevel: string;
  /** What was not accepted, each replaced by its default. */
  readonly problems: readonly SettingProblem[];
}

export interface SettingProblem {
  readonly name: string;
  readonly came: string;
  readonly accepted: string;
  readonly used: string;
}

/**
 * Reads the telemetry variables. In `env` each is left as it was understood, or taken out, so that the SDK, which reads the same
 * variables, understands the same and nothing is warned about twice.
 */
export function readSettings(env: NodeJS.ProcessEnv): TelemetrySettings {
  const problems = Object.entries(variables).flatMap(([name, variable]) => problemOf(name, variable, env));

  // The sampler's argument has no default in the SDK that is silent.
  if (env.OTEL_TRACES_SAMPLER?.endsWith('traceidratio')) env.OTEL_TRACES_SAMPLER_ARG ??= '1';
  env.OTEL_TRACES_SAMPLER ??= variables.OTEL_TRACES_SAMPLER.fallback;
  env.OTEL_BSP_MAX_QUEUE_SIZE ??= variables.OTEL_BSP_MAX_QUEUE_SIZE.fallback;

  if (
    env.OTEL_EXPORTER_OTLP_PROTOCOL === 'grpc' &&
    (env.OTEL_METRICS_EXPORTER ?? 'otlp') === 'otlp' &&
    !env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT
  )
    problems.push(metricsNeedHttp(env));

  const value = (name: VariableName): string => env[name] || variables[name].fallback;
  return Object.freeze({
    disabled: value('OTEL_SDK_DISABLED') === 'true',
    resource: resourceOf(env),
    exporters: value('OTEL_TRACES_EXPORTER')
      .split(',')
      .filter((exporter) => exporter !== 'none') as ('otlp' | 'console')[],
    protocol: (env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ||
      value('OTEL_EXPORTER_OTLP_PROTOCOL')) as TelemetrySettings['protocol'],
    pushMetricsEvery:
      value('OTEL_METRICS_EXPORTER') === 'otlp' ? Number(value('OTEL_METRIC_EXPORT_INTERVAL')) : undefined,
    propagators: value('OTEL_PROPAGATORS')
      .split(',')
      .map((name) => name.trim()),
    maxQueueSize: Number(value('OTEL_BSP_MAX_QUEUE_SIZE')),
    exportTimeout: Number(value('OTEL_BSP_EXPORT_TIMEOUT')),
    spanLimits: {
      attributePerEventCountLimit: Number(value('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT')),
      attributePerLinkCountLimit: Number(value('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT')),
    },
    peerServices: readPairs(env.OTEL_INSTRUMENTATION_COMMON_PEER_SERVICE_MAPPING ?? '').pairs,
    keepUndeclared: value('SIGHTLINE_UNDECLARED_ATTRIBUTES') === 'keep',
    lokiUrl: env.LOKI_URL || undefined,
    lokiCredentials: credentialsIn(env),
    logLevel: value('LOG_LEVEL') as LogLevel,
    sdkLogLevel: value('OTEL_LOG_LEVEL'),
    problems,
  });
}

function credentialsIn(env: NodeJS.ProcessEnv): Credentials | undefined {
  const ca = env.OTEL_EXPORTER_OTLP_CERTIFICATE;
  const certificate = env.OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE;
  const key = env.OTEL_EXPORTER_OTLP_CLIENT_KEY;
  return env.LOKI_URL?.startsWith('https:') && (ca || certificate) ? { ca, certificate, key } : undefined;
}

/** Only spans go by gRPC. */
function metricsNeedHttp(env: NodeJS.ProcessEnv): SettingProblem {
  env.OTEL_METRICS_EXPORTER = 'prometheus';
  return {
    name: 'OTEL_METRICS_EXPORTER',
    came: 'otlp, with OTEL_EXPORTER_OTLP_PROTOCOL=grpc',
    accepted: 'otlp over HTTP, to OTEL_EXPORTER_OTLP_METRICS_ENDPOINT; prometheus; none',
    used: 'prometheus',
  };
}

function problemOf(name: string, variable: Variable, env: NodeJS.ProcessEnv): SettingProblem[] {
  // The specification: an empty value is the same as none.
  const came = env[name]?.trim();
  if (!came) {
    delete env[name];
    return [];
  }
  const { value, bad } = variable.read(came);
  if (value === undefined) delete env[name];
  else env[name] = value;
  if (bad.length === 0) return [];
  const shown = (text: string) => (variable.secret ? '[redacted]' : text);
  return [
    {
      name,
      came: shown(bad.join(', ')),
      accepted: variable.accepted,
      used: value === undefined ? variable.fallback : shown(value),
    },
  ];
}
