import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Every store there is, as far as the collector sees: takes what comes, and keeps nothing. */
export interface Sink extends AsyncDisposable {
  readonly url: string;
  /** When it last got something; performance.now(). */
  readonly lastAt: number;
  readonly bytes: number;
}

export async function openSink(): Promise<Sink> {
  let [lastAt, bytes] = [performance.now(), 0];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      lastAt = performance.now();
    });
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get lastAt() {
      return lastAt;
    },
    get bytes() {
      return bytes;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
