import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kafka } from '../engines/kafka';
import { postgres } from '../engines/postgres';
import { testSite } from '../testing/site';
import { ask, type Probe } from './probe';

const withinMs = 300;

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** What a hung peer does with a connection. */
const hangs: Record<string, (socket: Socket) => void> = {
  'is open and silent': () => {},
  'takes the request and never answers': (socket) => void socket.resume(),
  'trickles a byte now and then': (socket) => {
    const words = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n'.padEnd(300, '.'));
    let said = 0;
    const timer = setInterval(() => socket.write(words.subarray(said, ++said)), 5);
    socket.on('close', () => clearInterval(timer));
  },
  'closes without a word': (socket) => void socket.destroy(),
};

/** As Kafka writes: the length of what follows, and of that a part. */
const partOfAnAnswer: (socket: Socket) => void = (socket) =>
  void socket.write(Buffer.from([0, 0, 1, 0, 0, 0, 0, 1, 0, 0]));

const http = (port: number): Probe => ({ kind: 'http', url: `http://127.0.0.1:${port}/health/live` });
const engine = (component: typeof kafka, port: number): Probe => {
  const probe = component.ready(testSite());
  if (probe.kind !== 'exchange') throw new Error(`${component.name} has no exchange`);
  return { ...probe, host: '127.0.0.1', port };
};

describe.each(Object.entries(hangs))('a peer that %s', (_, hang) => {
  it('has not answered, whatever was asked, and the question has an end', async () => {
    const port = await listening(createServer(hang));
    const began = performance.now();
    expect(await ask(http(port), withinMs)).toBe('none');
    expect(performance.now() - began).toBeLessThan(10 * withinMs);
  });
});

it('part of an answer of Kafka is none', async () => {
  const port = await listening(createServer(partOfAnAnswer));
  expect(await ask(engine(kafka, port), withinMs)).toBe('none');
});

it.each([
  ['Kafka', kafka, Buffer.from([0, 0, 0, 6, 0, 0, 0, 1, 0, 0])],
  ['PostgreSQL', postgres, Buffer.from('N')],
])('%s has answered when the whole answer is there, however it was cut', async (_, component, answer) => {
  const port = await listening(
    createServer((socket) => {
      for (const byte of answer) setImmediate(() => socket.write(Buffer.from([byte])));
    }),
  );
  expect(await ask(engine(component, port), 5000)).toBe('ready');
});

it.each([
  [200, 'ready'],
  [204, 'ready'],
  [404, 'not ready'],
  [503, 'not ready'],
])('an answer of %i says %s: it lives', async (status, answer) => {
  const port = await listening(createHttpServer((_, response) => response.writeHead(status).end()));
  expect(await ask(http(port), 5000)).toBe(answer);
});

it('an answer without end is one when it is long', async () => {
  const port = await listening(
    createHttpServer((_, response) => {
      const pour = () => void (response.write(Buffer.alloc(65_536)) && !response.destroyed && setImmediate(pour));
      response.on('drain', pour);
      pour();
    }),
  );
  expect(await ask(http(port), 5000)).toBe('ready');
});

it('where nobody listens nobody answers', async () => {
  expect(await ask(http(1), 5000)).toBe('none');
});
