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
