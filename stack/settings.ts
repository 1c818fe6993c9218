import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig, setting } from '@sightline/config';
import { z } from 'zod';
import { type AlertReceivers, alertReceivers, alertReceiverVariables, mailIsWhole } from './alert-receivers';
import { acceptedReplicas, InvalidReplicas, parseReplicas, type Replicas } from './replicas';
import { repositoryRoot } from './repository';

const traceStores = ['zipkin', 'tempo'] as const;

const logStores = ['victorialogs', 'loki'] as const;

const sloScales = ['real', 'demo'] as const;

/** The windows of the SLO alerts: as they are, or so short that page, ticket and reset can be seen within minutes. */
export type SloScale = (typeof sloScales)[number];

/** Where traces are kept: Tempo where it can be had, otherwise Zipkin. */
export type TraceStore = (typeof traceStores)[number];

/** Where log lines are kept: Loki where it can be had, otherwise VictoriaLogs. */
export type LogStore = (typeof logStores)[number];

const schema = z.object({
  SIGHTLINE_HOME: z.string().default(join(repositoryRoot, '.sightline')).meta({ description: 'a folder' }),
  SIGHTLINE_CACHE: z.string().optional().meta({ description: 'a folder' }),
  XDG_CACHE_HOME: z.string().default(join(homedir(), '.cache')).meta({ description: 'a folder' }),
  SIGHTLINE_MIRROR: setting.url('http', 'https').optional(),
  SIGHTLINE_ENVIRONMENT: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('local')
    .meta({ description: 'a name of lower-case letters, digits and dashes (default local)' }),
  SIGHTLINE_TRACE_STORE: z
    .enum(traceStores)
    .optional()
    .meta({ description: traceStores.join(' or ') }),
  SIGHTLINE_LOG_STORE: z
    .enum(logStores)
    .optional()
    .meta({ description: logStores.join(' or ') }),
  SIGHTLINE_SLO_SCALE: z
    .enum(sloScales)
    .default('real')
    .meta({ description: `${sloScales.join(' or ')} (default real)` }),
  SIGHTLINE_TRACE_SHARE: setting.wholeNumber({ min: 0, max: 100, fallback: 100 }),
  SIGHTLINE_SLOW_TRACE_MS: setting.wholeNumber({ min: 1, max: 600_000, fallback: 500 }),
  SIGHTLINE_TRACE_DECISION_WAIT: z
    .string()
    .regex(/^\d+(ms|s|m)$/)
    .optional()
    .meta({ description: 'a time such as 250ms or 10s' }),
  SIGHTLINE_REPLICAS: z.string().default('').transform(replicasOf).meta({ description: acceptedReplicas }),
  SIGHTLINE_FAULTS: z.enum(['on', 'off']).default('on').meta({ description: 'on (default) or off' }),
  SIGHTLINE_SECURE: z.enum(['on', 'off']).default('off').meta({ description: 'on or off (default off)' }),
  SIGHTLINE_KEEP_BUILD_CACHE: z.enum(['0', '1']).default('0').meta({ description: '1 to keep, 0 to remove (default)' }),
  ...alertReceiverVariables,
});

/** Empty: one of each. */
function replicasOf(text: string, context: z.RefinementCtx): Replicas {
  try {
    return text === '' ? {} : parseReplicas(text);
  } catch (error) {
    if (!(error instanceof InvalidReplicas)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

export interface Settings {
  /** Where data, logs, secrets and the state of the running platform are. */
  readonly home: string;
  /** Where engines are kept once they are had. */
  readonly cache: string;
  /** `scheme://host` that stands in for every release host. */
  readonly mirror: string | undefined;
  /** The value of deployment.environment.name on every signal. */
  readonly environment: string;
  readonly traceStore: TraceStore | undefined;
  readonly logStore: LogStore | undefined;
  readonly sloScale: SloScale;
  /** Percent of the unremarkable traces that are kept. */
  readonly traceShare: number;
  /** From how many milliseconds on a trace is slow, and kept whatever the share. */
  readonly slowTraceMs: number;
  /** How long the collector waits for a trace to be whole before it decides, for example `250ms`. */
  readonly traceDecisionWait: string;
  /** How many there are of each service, where that is not one. */
  readonly replicas: Replicas;
  /** Whether the services can be told to make mistakes, by flags and by `x-fault`. */
  readonly faults: 'on' | 'off';
  /** Whether each proves to the others who it is, and all they say is encrypted; and nobody without a key sees anything. */
  readonly secure: boolean;
  /** Whether the compiler's caches stay after the engines are built. */
  readonly keepBuildCache: boolean;
  /** Who is told of alerts, beside the inbox. */
  readonly alertReceivers: AlertReceivers;
}

/** @throws {InvalidConfig} naming every bad variable, what came and what is accepted. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const config = readConfig(schema.check(mailIsWhole), env);
  return Object.freeze({
    home: resolve(config.SIGHTLINE_HOME),
    cache: resolve(config.SIGHTLINE_CACHE ?? join(config.XDG_CACHE_HOME, 'sightline')),
    mirror: config.SIGHTLINE_MIRROR,
    environment: config.SIGHTLINE_ENVIRONMENT,
    traceStore: config.SIGHTLINE_TRACE_STORE,
    logStore: config.SIGHTLINE_LOG_STORE,
    sloScale: config.SIGHTLINE_SLO_SCALE,
    traceShare: config.SIGHTLINE_TRACE_SHARE,
    slowTraceMs: config.SIGHTLINE_SLOW_TRACE_MS,
    traceDecisionWait: config.SIGHTLINE_TRACE_DECISION_WAIT ?? (config.SIGHTLINE_TRACE_SHARE === 100 ? '250ms' : '10s'),
    replicas: config.SIGHTLINE_REPLICAS,
    faults: config.SIGHTLINE_FAULTS,
    secure: config.SIGHTLINE_SECURE === 'on',
    keepBuildCache: config.SIGHTLINE_KEEP_BUILD_CACHE === '1',
    alertReceivers: alertReceivers(config),
  });
}
