import { once } from 'node:events';
import { join } from 'node:path';
import pino from 'pino';
import { metrics } from '../catalogue/library';
import { counter } from '../metrics/counter';
import type { TelemetrySettings } from '../settings/settings';
import { useLogger } from './current-logger';
import type { DropReason } from './delivery';
import { gathered } from './gathered';
import { makeLogger } from './logger';
import type { LokiTransportOptions } from './loki-transport';
import { attempt } from './plain';

const closeLimit = 1_500;
/** Bytes that may wait for a reader of standard output that is slow or hangs; lines beyond are dropped. */
const stdoutLimit = 16 * 1024 * 1024;
/** Of the worker's heap: what it holds is one batch of lines, which is gone as soon as it is sent. */
const youngMegabytes = 8;

/**
 * Log records go to standard output and, where LOKI_URL is set, through pino-loki in a worker thread to the collector.
 * Returns what delivers the last ones; from then on standard output is all there is.
 */
export function startLogging({ resource, lokiUrl, lokiCredentials, logLevel }: TelemetrySettings): () => Promise<void> {
  const stdout = pino.destination({ dest: 1, sync: false, maxLength: stdoutLimit, contentMode: 'buffer' });
  const takers = new Set<Taker>([stdout as never]);
  const lines = gathered((together) => {
    for (const taker of takers) attempt(() => taker.write(together), undefined);
  });
  const flush = () => {
    lines.flush();
    // Not opened yet, or the other end of the pipe is gone.
    attempt(() => stdout.flushSync(), undefined);
  };
  // Before the transport's own listener, which waits for what it was given.
  process.on('exit', flush);
  useLogger(makeLogger({ destination: lines, level: logLevel, base: resource }));
  if (!lokiUrl) return async () => flush();

  const options: LokiTransportOptions = {
    host: lokiUrl,
    credentials: lokiCredentials,
    labels: {
      service_name: resource['service.name'],
      deployment_environment_name: resource['deployment.environment.name'],
    },
    interval: 200,
    maxWaiting: 10_000,
    closeLimit,
  };
  const transport = pino.transport({
    target: join(__dirname, 'loki-transport.js'),
    options,
    worker: { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } },
  });
  const loki: Taker = transport as never;
  takers.add(loki);
  transport.on('dropped', (records: number, reason: DropReason) =>
    counter(metrics.logRecordsDropped).inc({ reason }, records),
  );
  // A worker that dies takes its queue with it; the service goes on, with standard output alone.
  transport.on('error', () => takers.delete(loki));

  return async () => {
    flush();
    takers.delete(loki);
    const closed = once(transport, 'close', { signal: AbortSignal.timeout(closeLimit + 500) });
    transport.end();
    await closed.catch(() => {});
    flush();
  };
}

/** pino's destinations take bytes as well, though their types know text alone. */
interface Taker {
  write(lines: Buffer): unknown;
}
