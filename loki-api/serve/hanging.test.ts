import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { endlessAnswer, type HangingPeer, hangingPeer } from '../../observability/testing/hanging-peer';
import { createLokiApi } from './server';

let peer: HangingPeer;
let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await peer.close();
});

async function over(meet: Parameters<typeof hangingPeer>[0], limitMs?: number): Promise<string> {
  peer = await hangingPeer(meet);
  server = createLokiApi({
    victoriaLogs: { url: `http://${peer.address}` },
    ...(limitMs && { limitMs }),
    report: () => {},
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const lines = `/loki/api/v1/query_range?${new URLSearchParams({ query: '{service_name="order"}' })}`;

describe.each<[string, Parameters<typeof hangingPeer>[0]]>([
  ['accepts and never answers', undefined],
  ['trickles its answer', endlessAnswer('application/stream+json')],
])('a VictoriaLogs that %s', (_, meet) => {
  it('is given up on, and told as late', async () => {
    const url = await over(meet, 200);
    expect((await fetch(`${url}${lines}`)).status).toBe(504);
    expect((await fetch(`${url}/loki/api/v1/labels`)).status).toBe(504);
    await expect.poll(() => peer.open.size).toBe(0);
  });

  it('is left when whoever asked is gone', async () => {
    const url = await over(meet);
    const gone = new AbortController();
    const asked = fetch(`${url}${lines}`, { signal: gone.signal }).catch(() => 'gone');
    await expect.poll(() => peer.open.size).toBe(1);
    gone.abort();
    expect(await asked).toBe('gone');
    await expect.poll(() => peer.open.size).toBe(0);
  });
});
