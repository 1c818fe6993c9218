import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { context, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { recordSpans } from '../testing/recorded-spans';
import { currentTraceId } from './carrier';
import { traceServers } from './trace-servers';

const recorded = recordSpans();
const untrace = traceServers();
afterAll(untrace);
beforeEach(() => recorded.clear());

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function answerOf(port: number, path: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  await response.text();
  return response.status;
}

const serverSpans = () => recorded.all().filter(({ kind }) => kind === SpanKind.SERVER);
const oneSpan = () =>
  vi.waitFor(() => {
    expect(serverSpans()).toHaveLength(1);
    return serverSpans()[0];
  });

describe('a request', () => {
  test('is told as the conventions have it', async () => {
    const port = await serving((_, response) => response.writeHead(201).end('made'));
    await answerOf(port, '/orders?sort=new', { headers: { 'user-agent': 'test/1' } });

    const span = await oneSpan();
    expect(span?.name).toBe('GET');
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'url.path': '/orders',
      'url.query': 'sort=new',
      'network.protocol.version': '1.1',
      'server.address': '127.0.0.1',
      'server.port': port,
      'client.address': '127.0.0.1',
      'user_agent.original': 'test/1',
      'http.response.status_code': 201,
    });
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  });

  test.each([
    ['/a?sig=abc&x=1', { 'url.path': '/a', 'url.query': 'sig=[redacted]&x=1' }],
    ['/a?x=1&X-Goog-Signature=abc', { 'url.path': '/a', 'url.query': 'x=1&X-Goog-Signature=[redacted]' }],
    ['http://shop.example/b?y=2', { 'url.path': '/b', 'url.query': 'y=2' }],
    ['//c', { 'url.path': '//c' }],
  ])('for %s keeps no signature, and of a whole address its parts', async (path, parts) => {
    const port = await serving((_, response) => response.end());
    await once(ask({ port, path }).end(), 'response');
    expect((await oneSpan())?.attributes).toMatchObject(parts);
  });

  test('has the route that the framework tells', async () => {
    const port = await serving((_, response) => {
      const rpc = getRPCMetadata(context.active());
      if (rpc) rpc.route = '/orders/:id';
      response.end();
    });
    await answerOf(port, '/orders/42');

    const span = await oneSpan();
    expect(span?.name).toBe('GET /orders/:id');
    expect(span?.attributes['http.route']).toBe('/orders/:id');
  });

  test.each([
    [404, SpanStatusCode.UNSET],
    [499, SpanStatusCode.UNSET],
    [500, SpanStatusCode.ERROR],
    [503, SpanStatusCode.ERROR],
  ])('answered with %d has status %d', async (status, code) => {
    const port = await serving((_, response) => response.writeHead(status).end());
    await answerOf(port, '/');
    expect((await oneSpan())?.status.code).toBe(code);
  });

  test('continues the trace of who asks', async () => {
    const port = await serving((_, response) => response.end());
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await answerOf(port, '/', { headers: { traceparent } });

    const span = await oneSpan();
    expect(span?.spanContext().traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(span?.parentSpanContext).toMatchObject({ spanId: '00f067aa0ba902b7', isRemote: true });
  });

  test.each(['/metrics', '/health/live', '/health/ready?full'])('for %s leaves no span', async (path) => {
    const port = await serving((_, response) => response.end(currentTraceId() ?? 'none'));
    await answerOf(port, path);
    await answerOf(port, '/other');
    expect((await oneSpan())?.attributes['url.path']).toBe('/other');
  });

  test('of a method that nobody knows gives no name of its own', async () => {
    const port = await serving((_, response) => response.end());
    // Node.js' parser knows it; the conventions do not.
    await once(ask({ port, method: 'PROPFIND' }).end(), 'response');
    const span = await oneSpan();
    expect(span?.name).toBe('_OTHER');
    expect(span?.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
  });

  test.each([
    [{ 'x-forwarded-for': '203.0.113.7, 10.0.0.1' }, '203.0.113.7'],
    [{ 'x-forwarded-for': '203.0.113.7:4711' }, '203.0.113.7'],
    [{ forwarded: 'for="[2001:db8::1]:4711";proto=https' }, '2001:db8::1'],
    [{ forwarded: 'proto=https; for=203.0.113.9, for=10.0.0.1', 'x-forwarded-for': '1.1.1.1' }, '203.0.113.9'],
    [{ forwarded: 'nothing', 'x-forwarded-for': '' }, '127.0.0.1'],
  ])('with %j comes from %s', async (headers, client) => {
    const port = await serving((_, response) => response.end());
    await answerOf(port, '/', { headers: headers as Record<string, string> });
    expect((await oneSpan())?.attributes['client.address']).toBe(client);
  });

  test.each([
    ['shop.example', { 'server.address': 'shop.example', 'server.port': 80 }],
    ['shop.example:8443', { 'server.address': 'shop.example', 'server.port': 8443 }],
    ['[::1]:3001', { 'server.address': '[::1]', 'server.port': 3001 }],
    ['a:b:c', { 'server.address': 'a:b:c', 'server.port': 80 }],
  ])('to %s says so', async (host, server) => {
    const port = await serving((_, response) => response.end());
    await once(ask({ port, headers: { host } }).end(), 'response');
    expect((await oneSpan())?.attributes).toMatchObject(server);
  });

  test('whose client goes away ends', async () => {
    const port = await serving(() => {});
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(socket, 'connect');
    await delay(20);
    socket.destroy();
    expect(await oneSpan()).toBeDefined();
  });
});

describe('everything that happens to a request is in its trace', () => {
  test('its body, its end and what comes later, of several on one connection', async () => {
    const seen: (readonly [path: string, where: string, traceId: string | undefined])[] = [];
    const port = await serving((incoming, response) => {
      const note = (where: string) => seen.push([incoming.url ?? '', where, currentTraceId()]);
      note('begin');
      incoming.on('data', () => note('data'));
      incoming.on('end', async () => {
        note('end');
        await delay(5);
        note('later');
        response.end();
      });
      response.on('finish', () => note('finish'));
      response.on('close', () => note('close'));
    });
    // One after the other, pipelined, on one connection.
    const socket = connect(port, '127.0.0.1');
    const bodies = ['/a', '/b', '/c'].map(
      (path) => `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nbody`,
    );
    socket.write(bodies.join(''));
    await vi.waitFor(() => expect(seen.filter(([, where]) => where === 'close')).toHaveLength(3));
    socket.destroy();

    const spans = serverSpans();
    expect(spans).toHaveLength(3);
    for (const span of spans) {
      const own = seen.filter(([path]) => path === span.attributes['url.path']);
      expect(own.map(([, where]) => where).sort()).toEqual(['begin', 'close', 'data', 'end', 'finish', 'later']);
      expect(new Set(own.map(([, , traceId]) => traceId))).toEqual(new Set([span.spanContext().traceId]));
    }
  });

  test('and nothing of it stays with the connection', async () => {
    const seen: (string | undefined)[] = [];
    const port = await serving((incoming, response) => {
      if (incoming.url === '/metrics') seen.push(currentTraceId());
      response.end();
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /a HTTP/1.1\r\nhost: a\r\n\r\nGET /metrics HTTP/1.1\r\nhost: a\r\n\r\n');
    await vi.waitFor(() => expect(seen).toEqual([undefined]));
    socket.destroy();
  });
});

test('a handler that throws fails its span, and the error goes on', async () => {
  const thrown = new Promise((resolve) => process.prependOnceListener('uncaughtException', resolve));
  const listeners = process.listeners('uncaughtException').slice(1);
  for (const listener of listeners) process.off('uncaughtException', listener);
  const port = await serving((_, response) => {
    response.writeHead(500).end();
    throw new RangeError('too far');
  });
  await answerOf(port, '/').catch(() => {});
  await thrown;
  for (const listener of listeners) process.on('uncaughtException', listener);

  expect((await oneSpan())?.attributes['error.type']).toBe('RangeError');
});
