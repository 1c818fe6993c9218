import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { getJson } from './get-json';

describe('asking a backend', () => {
  it('yields the document, or nothing when there is none', async () => {
    await using server = await answering(({ url }) => (url === '/no' ? { status: 404, body: '' } : { body: { a: 1 } }));
    expect(await getJson(`${server.url}/yes`, { backend: 'Loki', query: { q: '{a="b"}', limit: 5 } })).toEqual({
      a: 1,
    });
    expect(await getJson(`${server.url}/no`, { backend: 'Loki' })).toBeUndefined();
    expect(server.asked[0]).toBe('/yes?q={a="b"}&limit=5');
  });

  it('says who does not answer, where, and what to try', async () => {
    const server = await answering(() => undefined);
    await server[Symbol.asyncDispose]();
    await expect(getJson(`${server.url}/x`, { backend: 'Loki' })).rejects.toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      message: `Loki does not answer at ${server.url}: see whether it runs with \`sightline status\``,
    });
  });

  it('does not wait for ever', async () => {
    await using server = await answering(() => undefined);
    await expect(getJson(server.url, { backend: 'Loki', timeoutMs: 50 })).rejects.toMatchObject({
      code: 'BACKEND_TIMEOUT',
    });
  });

  it('does not take half an answer for one', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-length': 100 }).write('{'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(getJson(url, { backend: 'Loki', timeoutMs: 50 })).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
    server.closeAllConnections();
    server.close();
  });

  it('repeats what the backend says when it refuses', async () => {
    await using server = await answering(() => ({ status: 400, body: 'parse error at line 1' }));
    await expect(getJson(server.url, { backend: 'Loki' })).rejects.toMatchObject({
      code: 'BACKEND_REFUSED',
      message: expect.stringContaining('parse error at line 1'),
    });
  });

  it('refuses what is not JSON', async () => {
    await using server = await answering(() => ({ body: '<html>' }));
    await expect(getJson(server.url, { backend: 'Loki' })).rejects.toMatchObject({ code: 'BACKEND_UNREADABLE' });
  });
});
