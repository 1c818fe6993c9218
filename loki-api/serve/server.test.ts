import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLokiApi } from './server';

const listening = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A port at which nobody listens. */
async function nowhere(): Promise<string> {
  const server = createServer();
  const url = await listening(server);
  server.close();
  await once(server, 'close');
  return url;
}

describe('the API', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createLokiApi({ victoriaLogs: { url: await nowhere() }, report: () => {} });
    url = await listening(server);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = async (path: string, parameters: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}?${new URLSearchParams(parameters)}`);
    return { status: response.status, text: await response.text() };
  };

  it.each([
    ['query', { query: '{' }, 'parse error at line 1, col 2'],
    ['query', { query: '{a="b"}' }, 'log queries are not supported as an instant query type'],
    ['query_range', { query: '' }, 'parse error'],
    ['query_range', { query: '{a="b"} | unpack' }, 'the parser unpack'],
    ['query_range', { query: '{a="b"}', start: '2', end: '1' }, 'end timestamp must not be before'],
    ['query_range', { query: '{a="b"}', start: 'noon' }, "could not parse 'start' parameter"],
    ['query_range', { query: '{a="b"}', limit: '5001' }, 'max entries limit per query exceeded'],
    ['query_range', { query: '{a="b"}', limit: '0' }, 'limit must be a positive value'],
    ['query_range', { query: '{a="b"}', direction: 'up' }, "invalid direction 'up'"],
    ['query_range', { query: 'rate({a="b"}[1m])', step: '0' }, 'zero or negative'],
    ['query_range', { query: 'rate({a="b"}[1m])', step: '1ms' }, '11,000 points'],
    ['format_query', { query: '{a="b"}' }, 'format_query'],
  ])('refuses %s with %j by a 400 that says why', async (path, parameters, reason) => {
    const { status, text } = await ask(`/loki/api/v1/${path}`, parameters as Record<string, string>);
    expect([status, text]).toEqual([400, expect.stringContaining(reason)]);
  });

  it('answers by itself what needs no lines', async () => {
    const { status, text } = await ask('/loki/api/v1/query', { query: 'vector(1)+vector(1)', time: '10' });
    expect(status).toBe(200);
    expect(JSON.parse(text).data).toMatchObject({ resultType: 'vector', result: [{ metric: {}, value: [10, '2'] }] });
  });

  it('says that VictoriaLogs is away, and is not ready then', async () => {
    const query = { query: '{service_name="order"}' };
    expect(await ask('/loki/api/v1/query_range', query)).toEqual({
      status: 503,
      text: expect.stringContaining('VictoriaLogs'),
    });
    expect((await ask('/ready')).status).toBe(503);
  });

  it('knows no other paths, and no other methods', async () => {
    expect((await ask('/loki/api/v1/push')).status).toBe(404);
    expect((await ask('/loki/api/v1/constructor')).status).toBe(404);
    expect((await fetch(`${url}/loki/api/v1/query`, { method: 'DELETE' })).status).toBe(405);
  });

  it('reads a form, and no endless one', async () => {
    const post = (body: URLSearchParams) => fetch(`${url}/loki/api/v1/query`, { method: 'POST', body });
    expect((await post(new URLSearchParams({ query: '1+1' }))).status).toBe(200);
    expect((await post(new URLSearchParams({ query: 'x'.repeat(2_000_000) }))).status).toBe(413);
  });

  it('counts what it answered and refused', async () => {
    const { text } = await ask('/metrics');
    expect(text).toMatch(/loki_api_request_duration_seconds_count\{route="query",status_code="200"\} \d/);
    expect(text).toMatch(/loki_api_refused_queries_total\{route="query_range"\} \d/);
  });
});
