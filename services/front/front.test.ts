import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Front } from './front';

const quick = { checkEveryMs: 20, checkWithinMs: 5_000, connectTimeout: 1_000, answerTimeout: 10_000 };
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** One instance: what it was asked, whether it is ready, and what it does with what it is asked. */
class Instance {
  readonly asked: { method: string; url: string; body: string; headers: IncomingMessage['headers'] }[] = [];
  isReady = true;
  answer: RequestListener = (_, response) => void response.end(this.name);
  server: Server;
  port = 0;

  constructor(readonly name: string) {
    this.server = this.#made();
  }

  async listen(port = 0): Promise<this> {
    this.server = this.#made();
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    ends.push(() => this.die());
    return this;
  }

  die(): Promise<unknown> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    return closed;
  }

  get count(): number {
    return this.asked.length;
  }

  #made(): Server {
    return createServer(async (request, response) => {
      if (request.url === '/health/ready') return void response.writeHead(this.isReady ? 200 : 503).end();
      const { method = '', url = '', headers } = request;
      this.asked.push({ method, url, headers, body: await text(request).catch(() => '') });
      this.answer(request, response);
    });
  }
}

async function frontBefore(instances: readonly Instance[], limits: Partial<typeof quick> = {}) {
  const front = new Front({
    host: '127.0.0.1',
    services: [
      {
        name: 'order',
        port: 0,
        instances: instances.map(({ name, port }) => ({ name, url: `http://127.0.0.1:${port}` })),
      },
    ],
    limits: { ...quick, ...limits },
  });
  await front.listen();
  ends.push(() => front.close());
  const { order } = front.servers;
  const { port } = (order as Server).address() as AddressInfo;
  return { front, port, url: `http://127.0.0.1:${port}` };
}

const two = async () => [await new Instance('order-1').listen(), await new Instance('order-2').listen()] as const;

const readyOnes = (front: Front) =>
  [...front.exposition.matchAll(/^front_upstream_ready\{.*front_upstream="(\S+)"} 1$/gm)].map(([, name]) => name);

const isIn = (front: Front, ...names: string[]) => expect.poll(() => readyOnes(front)).toEqual(names);

/** A request that one of two instances has taken, and answers with `done` once it is told to finish. */
async function underWay([one, other]: readonly [Instance, Instance], send: () => Promise<Response>) {
  let finish = () => {};
  one.answer = other.answer = (_, response) => {
    finish = () => response.end('done');
  };
  const under = send();
  await expect.poll(() => one.count + other.count).toBe(1);
  const [busy, free] = one.count === 1 ? [one, other] : [other, one];
  return { under, busy, free, finish: () => finish() };
}

describe('the front', () => {
  it('gives each instance its part', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    for (let count = 0; count < 20; count++) await (await fetch(`${url}/orders`)).text();
    expect(Math.min(one.count, other.count)).toBeGreaterThan(5);
  });

  it('gives more to the one that has less in hand', async () => {
    const [slow, quickOne] = await two();
    const held: (() => void)[] = [];
    slow.answer = (_, response) => void held.push(() => response.end('late'));
    const { url, front } = await frontBefore([slow, quickOne]);
    await isIn(front, 'order-1', 'order-2');
    const late = [fetch(url), fetch(url)];
    await expect.poll(() => slow.count).toBe(1);
    for (let count = 0; count < 10; count++) await fetch(url);
    expect(slow.count).toBe(1);
    for (const answer of held) answer();
    await Promise.all(late);
  });

  it('passes on method, target, headers and body as they came, and the answer as it is', async () => {
    const [one] = await two();
    one.answer = (_, response) =>
      void response.writeHead(418, { 'x-told': 'täglich', 'set-cookie': ['a=1', 'b=2'] }).end('so');
    const { port } = await frontBefore([one]);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      [
        'POST /a/../b//c?x=%20&y=[] HTTP/1.1',
        'Host: shop.example',
        'X-Odd: one',
        'X-Odd: two',
        'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        'X-Forwarded-For: 6.6.6.6',
        'Forwarded: for=6.6.6.6',
        'Connection: close, X-Mine',
        'X-Mine: hop',
        'Content-Length: 4',
        '',
        'body',
      ].join('\r\n'),
    );
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 418 /);
    expect(answer).toMatch(/set-cookie: a=1\r\nset-cookie: b=2/);
    expect(answer).toMatch(/\r\n\r\n.*so/s);
    const [{ method, url, headers, body } = { headers: {} } as never] = one.asked;
    expect({ method, url, body }).toEqual({ method: 'POST', url: '/a/../b//c?x=%20&y=[]', body: 'body' });
    expect(headers).toMatchObject({
      host: 'shop.example',
      'x-odd': 'one, two',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(headers).not.toHaveProperty('x-mine');
    expect(headers).not.toHaveProperty('forwarded');
  });

  it.each([
    ['chunked', 10],
    ['too large to be kept', 300_000],
  ])('passes on a body that is %s', async (_, size) => {
    const [one] = await two();
    const { url, front } = await frontBefore([one]);
    await isIn(front, 'order-1');
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(size).fill(97));
        controller.close();
      },
    });
    await (await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)).text();
    expect(one.asked[0]?.body).toBe('a'.repeat(size));
  });

  it('sends no request to one that says it is not ready, and ends what that has under way', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    const { under, busy, free, finish } = await underWay([one, other], () => fetch(url, { method: 'POST', body: 'x' }));
    free.answer = (_, response) => void response.end('free');
    busy.isReady = false;
    await isIn(front, free.name);
    for (let count = 0; count < 5; count++) expect(await (await fetch(url)).text()).toBe('free');
    finish();
    expect(await (await under).text()).toBe('done');
    busy.isReady = true;
    await isIn(front, 'order-1', 'order-2');
  });

  it('takes an order that never reached a dead instance to another, before it was noticed', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    await one.die();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, id) => fetch(`${url}/orders`, { method: 'POST', body: `order ${id}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(other.asked.map(({ body }) => body).sort()).toEqual(Array.from({ length: 10 }, (_, id) => `order ${id}`));
  });

  it.each([
    ['chunked', 10],
    ['too large to be kept', 300_000],
  ])('takes a body that is %s to another when it never reached a dead instance', async (_, size) => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other], { checkEveryMs: 60_000 });
    await isIn(front, 'order-1', 'order-2');
    await one.die();
    const post = async () => {
      const body = new Blob(['a'.repeat(size)]).stream();
      return (await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)).text();
    };
    expect([await post(), await post()]).toEqual(['order-2', 'order-2']);
    expect(front.exposition).toMatch(/front_upstream="order-1".*not_reached.*} 1$/m);
    expect(other.asked.map(({ body }) => body.length)).toEqual([size, size]);
  });

  it('does not say that a request reached nobody when one was lost and another is gone', async () => {
    const [one, other] = await two();
    one.answer = (request) => {
      void other.die();
      request.socket.destroy();
    };
    other.answer = (request) => {
      void one.die();
      request.socket.destroy();
    };
    const { url, front } = await frontBefore([one, other], { checkEveryMs: 60_000 });
    await isIn(front, 'order-1', 'order-2');
    expect((await (await fetch(url)).json()).type).toBe('urn:sightline:problem:instance-lost');
  });

  it('asks nobody else to do what an instance may have done already', async () => {
    const [one, other] = await two();
    const lost: RequestListener = (request) => request.socket.destroy();
    one.answer = other.answer = lost;
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    const answer = await fetch(`${url}/orders`, { method: 'POST', body: 'once' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      502,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({ type: 'urn:sightline:problem:instance-lost' });
    expect(one.count + other.count).toBe(1);
  });

  it('asks another to show what an instance that died did not', async () => {
    const [one, other] = await two();
    one.answer = (request) => request.socket.destroy();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    for (let count = 0; count < 4; count++) expect(await (await fetch(url)).text()).toBe('order-2');
    expect(one.count).toBeGreaterThan(0);
  });

  it('takes out one that is frozen, and asks another what that was to show', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other], { checkWithinMs: 1_000 });
    await isIn(front, 'order-1', 'order-2');
    // Takes connections and requests, as the kernel does for a process that stands still.
    one.server.removeAllListeners('request');
    const shown = await Promise.all(Array.from({ length: 4 }, async () => (await fetch(url)).text()));
    expect(shown).toEqual(Array(4).fill('order-2'));
    await isIn(front, 'order-2');
  });

  it('waits for what one that is about to end has to show', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    const { under, busy, free, finish } = await underWay([one, other], () => fetch(url));
    busy.isReady = false;
    await isIn(front, free.name);
    finish();
    expect(await (await under).text()).toBe('done');
    expect(free.count).toBe(0);
  });

  it('waits for one that is frozen while there is no other', async () => {
    const [one] = await two();
    const { url, front } = await frontBefore([one], { checkWithinMs: 200 });
    await isIn(front, 'order-1');
    const [answers] = one.server.listeners('request') as RequestListener[];
    let thaw: (() => void) | undefined;
    one.server.removeAllListeners('request');
    one.server.on('request', (request, response) => {
      if (request.url !== '/health/ready') thaw = () => answers?.(request, response);
    });
    const under = fetch(url);
    await isIn(front);
    await expect.poll(() => thaw).toBeDefined();
    thaw?.();
    expect(await (await under).text()).toBe('order-1');
  });

  it('says so when the instance it asked does not answer', async () => {
    const [one] = await two();
    one.answer = () => {};
    const { url, front } = await frontBefore([one], { answerTimeout: 500 });
    await isIn(front, 'order-1');
    const answer = await fetch(url, { method: 'POST', body: 'x' });
    expect([answer.status, (await answer.json()).type]).toEqual([504, 'urn:sightline:problem:instance-silent']);
  });

  it('lets an instance say itself what it lacks when none is ready', async () => {
    const [one, other] = await two();
    one.isReady = other.isReady = false;
    one.answer = other.answer = (_, response) => void response.writeHead(503).end('no database');
    const { url } = await frontBefore([one, other]);
    const answer = await fetch(url, { method: 'POST', body: 'x' });
    expect([answer.status, await answer.text()]).toEqual([503, 'no database']);
  });

  it('says that a request reached nobody when all are gone, and finds them when they are back', async () => {
    const [one, other] = await two();
    const { url, front } = await frontBefore([one, other]);
    await isIn(front, 'order-1', 'order-2');
    await Promise.all([one.die(), other.die()]);
    const answer = await fetch(url, { method: 'POST', body: 'x' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    await other.listen(other.port);
    await isIn(front, 'order-2');
    expect(await (await fetch(url)).text()).toBe('order-2');
  });

  it('breaks off an answer that an instance broke off', async () => {
    const [one] = await two();
    one.answer = (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.destroy());
    };
    const { url, front } = await frontBefore([one]);
    await isIn(front, 'order-1');
    await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow();
  });

  it('stops asking for a client that went away', async () => {
    const [one] = await two();
    const left = vi.fn();
    one.answer = (_, response) => void response.once('close', left);
    const { url, front } = await frontBefore([one]);
    await isIn(front, 'order-1');
    const client = new AbortController();
    const asked = fetch(url, { method: 'POST', body: 'x', signal: client.signal }).catch(() => {});
    await expect.poll(() => one.count).toBe(1);
    client.abort();
    await asked;
    await expect.poll(() => left.mock.calls.length).toBe(1);
  });

  it.each(['OPTIONS * HTTP/1.1\r\nHost: a', 'GET http://[ HTTP/1.1\r\nHost: a', 'GET nowhere HTTP/1.1\r\nHost: a'])(
    'answers %j with the client at fault, and goes on',
    async (head) => {
      const [one] = await two();
      const { port, url, front } = await frontBefore([one]);
      await isIn(front, 'order-1');
      const socket = connect(port, '127.0.0.1');
      socket.write(`${head}\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 (4\d\d|200) /);
      expect(await (await fetch(url)).text()).toBe('order-1');
    },
  );
});
