import { Writable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import { Delivery } from './delivery';
import { type Credentials, knownFetch } from './known-fetch';
import { LokiBatch } from './loki-batch';

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

/** pino loads this file in a worker thread, takes its default export, and writes to it what the logger wrote. */
export default function lokiTransport(options: LokiTransportOptions) {
  const { host, labels, interval, maxWaiting, closeLimit, credentials } = options;
  const url = new URL('loki/api/v1/push', host);
  const batch = new LokiBatch(labels);
  const delivery = new Delivery({
    maxWaiting,
    // One that hangs for less gets each batch once: it may have taken it, and cannot say so yet.
    attemptTimeout: 30_000,
    fetch: credentials ? knownFetch(credentials) : globalThis.fetch,
    // thread-stream makes an event of it on the stream in the main thread.
    dropped: (records, reason) => parentPort?.postMessage({ code: 'EVENT', name: 'dropped', args: [records, reason] }),
  });
  const send = () => {
    const records = batch.size;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: batch.take() };
    if (records > 0) void delivery.send(url, init, records);
  };
  const timer = setInterval(send, interval);
  return new Writable({
    decodeStrings: false,
    write(written: string, _encoding, done) {
      batch.add(written);
      if (batch.size >= maxWaiting / 4) send();
      done();
    },
    // The clock runs from here on. Whoever ends the process is blocked meanwhile.
    final(done) {
      clearInterval(timer);
      send();
      void delivery.close(closeLimit).then(() => done());
    },
  });
}
