import type { Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { type HangingPeer, hangingPeer, trickling } from '../../observability/testing/hanging-peer';
import { connect } from './connect';
import { isTransient } from './errors';
import { migrate } from './migrate';

let peer: HangingPeer;
afterEach(() => peer.close());

/** Something at the other end of the connection that is not quite a database. */
async function urlOf(meet?: (socket: Socket) => void): Promise<string> {
  peer = await hangingPeer(meet);
  return `postgres://app:x@${peer.address}/app`;
}

const ready = Buffer.concat([
  Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]), // AuthenticationOk
  Buffer.from([0x5a, 0, 0, 0, 5, 0x49]), // ReadyForQuery
]);

const impatient = { poolSize: 2, name: 'hanging', waitMs: 200, statementTimeoutMs: 100 };

/** An error that ends the connection, as PostgreSQL writes it. */
function fatal(sqlState: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${sqlState}\0Mthe end\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** To `begin`, say: done, and within a transaction. */
const answer = Buffer.from([0x43, 0, 0, 0, 10, 0x42, 0x45, 0x47, 0x49, 0x4e, 0, 0x5a, 0, 0, 0, 5, 0x54]);
/** What comes before it for a statement with parameters: parsed, bound, without rows. */
const parsed = Buffer.from([0x31, 0, 0, 0, 4, 0x32, 0, 0, 0, 4, 0x6e, 0, 0, 0, 4]);

const greets = (then: (socket: Socket) => void) => (socket: Socket) =>
  void socket.once('data', () => {
    socket.write(ready);
    then(socket);
  });

const hanging: [string, ((socket: Socket) => void) | undefined][] = [
  ['accepts and never answers', undefined],
  ['trickles its greeting', trickling([Buffer.from([0x52]), Buffer.from([1])])],
  ['answers nothing once it was greeted', greets(() => {})],
  ['trickles its answers', trickling([ready, Buffer.from([0x54]), Buffer.from([1])])],
  ['ends the connection in the middle of a statement', greets((socket) => socket.once('data', () => socket.destroy()))],
];

describe('a database that', () => {
  it.each(hanging)('%s is told as one that is away, to all who ask', async (_, meet) => {
    const db = connect<unknown>({ url: await urlOf(meet), ...impatient });
    const asked = [...Array(6)].map((_, index) =>
      index % 2 ? sql`select 1`.execute(db) : db.transaction().execute((tx) => sql`select 1`.execute(tx)),
    );

    for (const { status, reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect({ reason: String(reason), passes: isTransient(reason) }).toEqual({ reason: String(reason), passes: true });
    }
    await db.destroy();
  });

  it.each(hanging)('%s ends a migration, and the connection', async (_, meet) => {
    const migration = { up: async () => {} };
    const began = performance.now();
    const ownerUrl = await urlOf(meet);
    await expect(
      migrate({ ownerUrl, appRole: 'app', migrations: { migration }, statementTimeoutMs: 100, connectTimeoutMs: 200 }),
    ).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_500);
    await expect.poll(() => peer.open.size).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'answers nothing any more after %i statements of a migration ends it after one time-out, and none for each step back',
    async (count) => {
      let answered = 0;
      // The tables of the migrator are looked for and made: none of these statements returns rows.
      const ownerUrl = await urlOf(
        greets((socket) =>
          socket.on('data', (data) => {
            if (data[0] === 0x51 && ++answered <= count) socket.write(answer);
            if (data[0] === 0x50 && ++answered <= count) socket.write(Buffer.concat([parsed, answer]));
          }),
        ),
      );
      const began = performance.now();
      const migration = { up: async () => {} };
      await expect(
        migrate({ ownerUrl, appRole: 'app', migrations: { migration }, statementTimeoutMs: 700 }),
      ).rejects.toThrow();
      expect(answered).toBeGreaterThan(count);
      expect(performance.now() - began).toBeLessThan(2_600);
    },
  );

  it.each(['25P03', '25P04', '57P01'])(
    'ends a transaction in which nothing is done, by %s, is asked again',
    async (state) => {
      // `begin` goes out with the first statement: both are answered, and the connection is ended while the work waits.
      const url = await urlOf(
        greets((socket) => socket.once('data', () => socket.write(Buffer.concat([answer, answer])))),
      );
      const db = connect<unknown>({ url, ...impatient });
      const failed = db.transaction().execute(async (tx) => {
        await sql`select 1`.execute(tx);
        for (const socket of peer.open) socket.end(fatal(state));
        await expect.poll(() => peer.open.size).toBe(0);
        await sql`select 2`.execute(tx);
      });

      const reason = await failed.catch((error: unknown) => error);
      expect({ reason: String(reason), passes: isTransient(reason) }).toEqual({ reason: String(reason), passes: true });
      await db.destroy();
    },
  );
});
