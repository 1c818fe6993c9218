import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answering } from '../testing/answering';
import type { Access } from './access';
import { Backend } from './backend';

const anything = z.unknown();
const loki = (url: string, access: Partial<Access> = {}) => new Backend('Loki', { url, ...access });

describe('asking a backend', () => {
  it('yields the document, or nothing when there may be none', async () => {
    await using server = await answering(({ url }) => (url === '/no' ? { status: 404, body: '' } : { body: { a: 1 } }));
    const query = { q: '{a="b"}', limit: 5, left: undefined };

    expect(await loki(`${server.url}/`).get('/yes', z.object({ a: z.number() }), { query })).toEqual({ a: 1 });
    expect(await loki(server.url).find('/no', anything)).toBeUndefined();
    expect(server.asked[0]).toBe('/yes?q={a="b"}&limit=5');
  });

  it('says where there is nothing, when there must be', async () => {
    await using server = await answering(() => ({ status: 404, body: '' }));

    await expect(loki(`${server.url}/base`).get('/no', anything)).rejects.toMatchObject({
      code: 'BACKEND_REFUSED',
      message: `Loki has nothing at ${server.url}/base/no: is ${server.url}/base its base address?`,
    });
  });

  it('says who does not answer, where, and what to try', async () => {
    const server = await answering(() => undefined);
    await server[Symbol.asyncDispose]();

    await expect(loki(server.url).get('/x', anything)).rejects.toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      message: `Loki does not answer at ${server.url}: see whether it runs, and that this is its address (\`sightline platform check\`)`,
    });
  });

  it('hands on what was said without what moves a cursor, in one line', async () => {
    await using server = await answering(() => ({ status: 400, body: { error: 'no\u001b[2J\nsuch query' } }));
    await expect(loki(server.url).get('/x', anything)).rejects.toMatchObject({
      message: `Loki refused ${server.url}/x with 400: no\uFFFD[2J such query`,
    });
  });

  it('waits as long as a timer can where it is to wait for longer', async () => {
    await using server = await answering(() => ({ body: { a: 1 } }));
    expect(await loki(server.url, { timeoutMs: 365 * 86_400_000 }).get('/', anything)).toEqual({ a: 1 });
  });

  it('does not wait for ever', async () => {
    await using server = await answering(() => undefined);

    await expect(loki(server.url, { timeoutMs: 50 }).get('/', anything)).rejects.toMatchObject({
      code: 'BACKEND_TIMEOUT',
    });
    expect(server.asked).toHaveLength(1);
  });

  it('does not take half an answer for one', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-length': 100 }).write('{'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    await expect(loki(url, { timeoutMs: 50 }).get('/', anything)).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['parse error at line 1', 'parse error at line 1'],
    ['{"status":"error","error":"parse error"}', 'parse error'],
    ['{"message":"no such data source"}', 'no such data source'],
  ])('repeats what the backend says when it refuses: %s', async (body, reason) => {
    await using server = await answering(() => ({ status: 400, body }));

    await expect(loki(server.url).get('/', anything, { query: { a: 'b' } })).rejects.toMatchObject({
      code: 'BACKEND_REFUSED',
      message: `Loki refused ${server.url}/ with 400: ${reason}`,
    });
  });

  it.each([
    ['no JSON', '<html>'],
    ['a document of another kind', '{"a":"1"}'],
  ])('refuses %s', async (_, body) => {
    await using server = await answering(() => ({ body }));

    await expect(loki(server.url).get('/', z.object({ a: z.number() }))).rejects.toMatchObject({
      code: 'BACKEND_UNREADABLE',
    });
  });

  it('sends what is too long for an address as a form', async () => {
    const bodies: string[] = [];
    const read = async (request: IncomingMessage) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
    };
    await using server = await answering((request) => {
      void read(request);
      return { body: {} };
    });
    await loki(server.url).get('/long', anything, { query: { query: 'x'.repeat(5000) } });

    expect(server.asked).toEqual(['/long']);
    await expect.poll(() => bodies).toEqual([`query=${'x'.repeat(5000)}`]);
  });
});

describe('a question that failed on its way', () => {
  it.each([502, 503, 504])('is asked once more after a %i', async (status) => {
    let first = true;
    await using server = await answering(() => {
      const answer = first ? { status, body: 'no upstream' } : { body: 1 };
      first = false;
      return answer;
    });

    expect(await loki(server.url).get('/', anything)).toBe(1);
    expect(server.asked).toHaveLength(2);
  });

  it.each([400, 429, 500])('is not asked again after a %i', async (status) => {
    await using server = await answering(() => ({ status, body: '' }));

    await expect(loki(server.url).get('/', anything)).rejects.toMatchObject({ code: 'BACKEND_REFUSED' });
    expect(server.asked).toHaveLength(1);
  });

  it('is not sent twice where that would count', async () => {
    await using server = await answering(() => ({ status: 503, body: '' }));

    await expect(loki(server.url).post('/', {})).rejects.toMatchObject({ code: 'BACKEND_REFUSED' });
    expect(server.asked).toHaveLength(1);
  });
});
