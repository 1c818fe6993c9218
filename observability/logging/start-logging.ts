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

const closeLimit = 1_500;
/** Bytes that may wait for a reader of standard output that is slow or hangs; lines beyond are dropped. */
const stdoutLimit = 16 * 1024 * 1024;
/** Lines go out together, 8 kB of them or what came within 100 ms: in a rush, one write for each costs more than to make it. */
const together = { minLength: 8_192, periodicFlush: 100 };
/** Of the worker's heap: what it holds is one batch of lines, which is gone as soon as it is sent. */
const youngMegabytes = 8;

/**
 * Log records go to standard output and, where LOKI_URL is set, through pino-loki in a worker thread to the collector.
 * Returns what delivers the last ones; from then on standard output is all there is.
 */
export function startLogging({ resource, lokiUrl, lokiCredentials, logLevel }: TelemetrySettings): () => Promise<void> {
  const stdout = pino.destination({ dest: 1, sync: false, maxLength: stdoutLimit, ...together });
  const toStdout = makeLogger({ destination: stdout, level: logLevel, base: resource });
  const flushStdout = () => {
    try {
      stdout.flushSync();
    } catch {
      // Not opened yet, or the other end of the pipe is gone.
    }
  };
  process.on('exit', flushStdout);
  useLogger(toStdout);
  if (!lokiUrl) return async () => flushStdout();

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
  const toLoki = gathered(() => loki);
  // Before the transport's own listener, which waits for what it was given.
  process.on('exit', toLoki.flush);
  const loki = pino.transport({
    target: join(__dirname, 'loki-transport.js'),
    options,
    worker: { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } },
  });
  loki.on('dropped', (records: number, reason: DropReason) =>
    counter(metrics.logRecordsDropped).inc({ reason }, records),
  );
  // A worker that dies takes its queue with it; the service goes on, with standard output alone.
  loki.on('error', () => useLogger(toStdout));
  const both = {
    write(line: string) {
      stdout.write(line);
      toLoki.write(line);
    },
  };
  useLogger(makeLogger({ destination: both, level: logLevel, base: resource }));

  return async () => {
    useLogger(toStdout);
    const closed = once(loki, 'close', { signal: AbortSignal.timeout(closeLimit + 500) });
    toLoki.flush();
    loki.end();
    await closed.catch(() => {});
    flushStdout();
  };
}
