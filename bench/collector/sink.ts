import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Every store there is, as far as the collector sees: takes what comes, and keeps nothing. */
export interface Sink extends AsyncDisposable {
  readonly url: string;
  readonly bytes: number;
  /** Whether it answers that it is not there. */
  isAway: boolean;
}

export async function openSink(): Promise<Sink> {
  let [bytes, isAway] = [0, false];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => response.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json' }).end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get bytes() {
      return bytes;
    },
    get isAway() {
      return isAway;
    },
    set isAway(value) {
      isAway = value;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
