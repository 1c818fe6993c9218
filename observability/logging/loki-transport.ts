import { parentPort } from 'node:worker_threads';
import { pinoLoki } from 'pino-loki';
import { Delivery } from './delivery';
import { type Credentials, knownFetch } from './known-fetch';
import { sentText, withRawLines } from './raw-lines';

export interface LokiTransportOptions {
  readonly host: string;
  /** By which the receiver is known to us, and we to it; those of the machine where there are none. */
  readonly credentials?: Credentials | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds records are gathered before they are sent. */
  readonly interval: number;
  readonly maxWaiting: number;
  /** Milliseconds the last records get at shutdown. */
  readonly closeLimit: number;
}

/** pino loads this file in a worker thread and takes its default export. */
export default function lokiTransport(options: LokiTransportOptions) {
  const delivery = new Delivery({
    maxWaiting: options.maxWaiting,
    // One that hangs for less gets each batch once: it may have taken it, and cannot say so yet.
    attemptTimeout: 30_000,
    fetch: options.credentials ? knownFetch(options.credentials) : globalThis.fetch,
    // thread-stream makes an event of it on the stream in the main thread.
    dropped: (records, reason) => parentPort?.postMessage({ code: 'EVENT', name: 'dropped', args: [records, reason] }),
  });
  // pino-loki has no hook for failures and no retry; this thread is its own, and so is its fetch.
  globalThis.fetch = async (url, init) => {
    await delivery.send(url as URL, init ?? {});
    return new Response(null, { status: 204 });
  };
  const stream = withRawLines(
    pinoLoki({
      host: options.host,
      labels: { ...options.labels },
      propsToLabels: ['level'],
      batching: { interval: options.interval / 1_000, maxBufferSize: options.maxWaiting },
      silenceErrors: true,
      logFormat: sentText,
    }),
  );
  const destroy = stream._destroy.bind(stream);
  stream._destroy = (error, done) => {
    // It sends its last records by itself, and waits for them, and they for those before them: the clock runs from here on. Whoever
    // ends the process is blocked meanwhile.
    const ended = new Promise<Error | null>((resolve) => destroy(error, (failure) => resolve(failure ?? null)));
    void delivery.close(options.closeLimit, ended).then(async () => done(await ended));
  };
  return stream;
}
