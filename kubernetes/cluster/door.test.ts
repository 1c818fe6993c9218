import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDoor } from './door';

const folder = mkdtempSync(join(tmpdir(), 'sightline-door-'));
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = async (socket: ReturnType<typeof connect>) => {
  let all = '';
  socket.setEncoding('utf8').on('error', () => {});
  socket.on('data', (chunk) => {
    all += chunk;
  });
  await once(socket, 'close');
  return all;
};

describe('a door between two networks', () => {
  it('passes on what both sides say, until one of them ends', async () => {
    const server = createServer((peer) => peer.on('data', (data) => peer.end(`heard ${data}`))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = join(folder, 'door.sock');
    const inner = await openDoor({ path: socket }, { host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    const outer = await openDoor({ host: '127.0.0.1', port: 0 }, { path: socket });
    open.push(server, inner, outer);
    const caller = connect((outer.address() as AddressInfo).port, '127.0.0.1');
    caller.write('hello');
    expect(await text(caller)).toBe('heard hello');
  });

  it('is closed to the caller where nobody is behind it', async () => {
    const door = await openDoor({ host: '127.0.0.1', port: 0 }, { path: join(folder, 'nobody.sock') });
    open.push(door);
    expect(await text(connect((door.address() as AddressInfo).port, '127.0.0.1'))).toBe('');
  });
});
