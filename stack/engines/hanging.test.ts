import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endlessAnswer, type HangingPeer, hangingPeer, trickling } from '../../observability/testing/hanging-peer';
import { hurrySignals } from '../../observability/testing/hurry';
import type { Site } from '../component';
import { testSite } from '../testing/site';
import { asSuperuser } from './postgres/connect';
import { zipkin } from './zipkin';

let peer: HangingPeer | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await peer?.close();
});

type Meet = Parameters<typeof hangingPeer>[0];

async function siteBeside(meet: Meet, port: 'postgres' | 'zipkin'): Promise<Site> {
  peer = await hangingPeer(meet);
  const site = testSite();
  const ports = { ...site.addresses.ports, [port]: peer.port };
  return { ...site, addresses: { ...site.addresses, ports, url: () => `http://${peer?.address}` } };
}

const greeting = Buffer.concat([
  Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]), // AuthenticationOk
  Buffer.from([0x5a, 0, 0, 0, 5, 0x49]), // ReadyForQuery
]);
/** A server that starts: an error with its SQLSTATE, and the end. */
const starting: Meet = (socket) =>
  socket.once('data', () => {
    const fields = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0');
    const head = Buffer.alloc(5, 'E');
    head.writeInt32BE(fields.length + 4, 1);
    socket.end(Buffer.concat([head, fields]));
  });

describe('the work on a PostgreSQL that', () => {
  it.each<[string, Meet, string]>([
    ['accepts and never answers', undefined, 'timeout expired'],
    ['trickles its greeting', trickling([Buffer.from([0x52]), Buffer.from([1])]), 'timeout expired'],
    ['answers nothing once it was greeted', (socket) => socket.once('data', () => socket.write(greeting)), 'timeout'],
    ['trickles its answer', trickling([greeting, Buffer.from([0x54]), Buffer.from([1])]), 'timeout'],
    ['starts for ever', starting, 'the database system is starting up'],
  ])('%s ends', async (_, meet, message) => {
    const site = await siteBeside(meet, 'postgres');
    const patience = { connectMs: 150, statementMs: 150, recoveryMs: 300, endMs: 50 };
    await expect(asSuperuser(site, 'postgres', (client) => client.query('SELECT 1'), patience)).rejects.toThrow(
      message,
    );
    await expect.poll(() => peer?.open.size).toBe(0);
  });
});

describe.each<[string, Meet]>([
  ['accepts and never answers', undefined],
  ['trickles its answer', endlessAnswer()],
])('a Zipkin that %s', (_, meet) => {
  it('holds up neither its own start nor its stop', async () => {
    const site = await siteBeside(meet, 'zipkin');
    const limits = hurrySignals();
    mkdirSync(site.home.data('zipkin'), { recursive: true });
    writeFileSync(join(site.home.data('zipkin'), 'traces.json'), JSON.stringify([[{ id: '1' }]]));

    await expect(zipkin.onStop?.(site)).rejects.toThrow('timeout');
    if (!meet) await expect(zipkin.onReady?.(site)).rejects.toThrow('timeout');
    else await zipkin.onReady?.(site);
    expect(limits).toEqual([20_000, 30_000]);
  });
});
