import { logEvents } from './catalogue/library';
import { emit } from './logging/emit';
import { startLogging } from './logging/start-logging';
import { announceMetrics } from './metrics/announce';
import { pushMetrics } from './metrics/push/push-metrics';
import { registry } from './metrics/registry';
import { observeRuntime } from './metrics/runtime/observe-runtime';
import { describeTarget } from './metrics/target-info';
import { tellFailedRead } from './metrics/tell-failed-read';
import { reportCrash } from './report-crash';
import type { Resource } from './settings/resource';
import { readSettings } from './settings/settings';
import { hearSdk } from './tracing/sdk-messages';

/** The telemetry of this process. */
export interface Telemetry {
  /** The resource attributes, the same on traces, logs and metrics. */
  readonly resource: Resource;
  readonly registry: typeof registry;
  /** Delivers what is still queued, within `shutdownLimit`, and stops. Idempotent; never rejects. */
  readonly shutdown: () => Promise<void>;
}

/** Milliseconds the last spans and log records get: less than any supervisor waits before it kills. */
const shutdownLimit = 3_000;

let telemetry: Telemetry | undefined;

/**
 * Starts tracing, logging and metrics from the environment. Idempotent. It never throws and never ends the process: what
 * cannot start is told in the log, and the service runs without it.
 */
export function startTelemetry(): Telemetry {
  if (!telemetry) {
    telemetry = start();
    reportCrash(telemetry.shutdown);
    // A program that comes to its end by itself, with nothing left to do.
    process.once('beforeExit', telemetry.shutdown);
  }
  return telemetry;
}

/** Delivers what is still queued and stops, within three seconds; nothing to do when telemetry was not started. */
export async function shutdownTelemetry(): Promise<void> {
  await telemetry?.shutdown();
}

/** OpenTelemetry's SDK is 400 modules: whoever imports the library to name something, or to say it, does not load them. */
const loadTracing = () => require('./tracing/start-tracing') as typeof import('./tracing/start-tracing');

function start(): Telemetry {
  const settings = readSettings(process.env);
  const stopLogging = attempt(() => startLogging(settings));
  for (const { name, came, accepted, used } of settings.problems) {
    emit(logEvents.settingIgnored, {
      'setting.name': name,
      'setting.value': came,
      'setting.accepted': accepted,
      'setting.default': used,
    });
  }
  const tracing = settings.disabled ? undefined : attempt(() => loadTracing().startTracing(settings));
  attempt(() => hearSdk(settings.sdkLogLevel));
  registry.onFailedRead = tellFailedRead;
  attempt(() => describeTarget(settings.resource));
  attempt(() => announceMetrics(settings.resource['service.name']));
  attempt(observeRuntime);
  const { resource, pushMetricsEvery: every } = settings;
  const stopPushing =
    every === undefined || settings.disabled ? undefined : attempt(() => pushMetrics({ resource, every }));

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await withinLimit(Promise.all([tracing?.shutdown(), stopPushing?.()]));
    tracing?.giveUp();
    await withinLimit(stopLogging?.());
  };
  return {
    resource: settings.resource,
    registry,
    shutdown: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function attempt<T>(startPart: () => T): T | undefined {
  try {
    return startPart();
  } catch (error) {
    emit(logEvents.partFailed, {}, error);
    return undefined;
  }
}

async function withinLimit(work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, shutdownLimit / 2);
  });
  await Promise.race([work, limit]).catch(() => {});
  clearTimeout(timer);
}
