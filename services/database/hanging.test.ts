import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './connect';
import { isTransient } from './errors';

let server: Server;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

/** Something at the other end of the connection that is not quite a database. */
async function peer(meet: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    meet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `postgres://app:x@127.0.0.1:${(server.address() as AddressInfo).port}/app`;
}

const ready = Buffer.concat([
  Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]), // AuthenticationOk
  Buffer.from([0x5a, 0, 0, 0, 5, 0x49]), // ReadyForQuery
]);

const impatient = { poolSize: 2, name: 'hanging', waitMs: 200, statementTimeoutMs: 100 };

describe('a database that', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['accepts and never answers', () => {}],
    ['answers nothing once it was greeted', (socket) => socket.once('data', () => socket.write(ready))],
    [
      'trickles',
      (socket) => socket.once('data', () => setInterval(() => socket.write(Buffer.from([0x52])), 5_000).unref()),
    ],
    [
      'ends the connection in the middle of a statement',
      (socket) => {
        socket.once('data', () => {
          socket.write(ready);
          socket.once('data', () => socket.destroy());
        });
      },
    ],
  ])('%s is told as one that is away, to all who ask', async (_, meet) => {
    const db = connect<unknown>({ url: await peer(meet), ...impatient });
    const asked = [...Array(6)].map((_, index) =>
      index % 2 ? sql`select 1`.execute(db) : db.transaction().execute((tx) => sql`select 1`.execute(tx)),
    );

    for (const { status, reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect({ reason: String(reason), passes: isTransient(reason) }).toEqual({ reason: String(reason), passes: true });
    }
    await db.destroy();
  });
});
