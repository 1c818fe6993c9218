import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Connections } from './connections';

const ports: (number | undefined)[] = [];
const server = createServer((request, response) => {
  ports.push(request.socket.remotePort);
  response.end();
});
let connections: Connections;

beforeEach(async () => {
  ports.splice(0);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  connections = new Connections(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 4);
});

afterEach(async () => {
  await connections.close();
  server.close();
});

const ask = async (client: Client) => (await client.request({ method: 'GET', path: '/' })).body.dump();

it('are all opened at once, and then used in turn', async () => {
  await connections.open(ask);
  const opened = new Set(ports.splice(0));
  for (let request = 0; request < 40; request++) await connections.use(ask);
  const uses = [...opened].map((opening) => ports.filter((port) => port === opening).length);
  expect(uses).toEqual([10, 10, 10, 10]);
});

it('take a request each, and let the others wait', async () => {
  await Promise.all(Array.from({ length: 40 }, () => connections.use(ask)));
  expect(ports).toHaveLength(40);
  expect(new Set(ports).size).toBe(4);
});

it('are free again after a request that failed', async () => {
  for (let request = 0; request < 8; request++)
    await expect(connections.use(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  await connections.use(ask);
  expect(ports).toHaveLength(1);
});
