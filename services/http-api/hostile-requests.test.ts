import 'reflect-metadata';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeys, hashOfKey } from '@sightline/access';
import { createZodDto } from 'nestjs-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Needs } from './access.guard';
import { createApp } from './create-app';
import { HttpApiModule } from './http-api.module';

const apiKey = 'the right key of the test';

class NoteDto extends createZodDto(z.strictObject({ note: z.string() })) {}
class NotesController {
  write({ note }: NoteDto) {
    return { note };
  }
  read(id: string) {
    return { id };
  }
}

/** Decorators by hand, and the types of parameters, which only the compiler would write. */
const notes = NotesController.prototype;
Controller('notes')(NotesController);
Reflect.defineMetadata('design:paramtypes', [NoteDto], notes, 'write');
Body()(notes, 'write', 0);
Param('id')(notes, 'read', 0);
const decorate = (method: keyof NotesController, ...decorators: readonly MethodDecorator[]) => {
  for (const decorator of decorators)
    decorator(notes, method, Object.getOwnPropertyDescriptor(notes, method) as PropertyDescriptor);
};
decorate('write', Post(), Needs('orders:write'));
decorate('read', Get(':id'), Needs('orders:read'));

class NotesModule {}

const seconds = 1_000;
const startApp = async () => {
  const app = await createApp(
    { module: NotesModule, imports: [HttpApiModule], controllers: [NotesController] },
    { RATE_LIMIT_PER_SECOND: 10_000, RATE_LIMIT_BURST: 10_000 },
    { title: 'Notes', description: 'For this test' },
    {
      keys: new ApiKeys({
        anonymous: ['orders:read'],
        keys: [{ name: 'writer', rights: ['orders:read', 'orders:write'], sha256: hashOfKey(apiKey) }],
      }),
      limits: {
        http: { headersTimeout: seconds, connectionsCheckingInterval: 50 },
        requestTimeout: 2 * seconds,
        connectionTimeout: 3 * seconds,
        keepAliveTimeout: seconds,
      },
    },
  );
  await app.listen(0, '127.0.0.1');
  return app;
};

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const portOf = (of: NestFastifyApplication) =>
  Number(new URL(`http://${of.getHttpServer().address().address}:${of.getHttpServer().address().port}`).port);

/** What comes back until the other end closes the connection, or has answered. */
function say(bytes: string | Buffer, of = app): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(portOf(of), '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(20 * seconds, () => reject(new Error(`still open after: ${answer}`)));
    socket.on('data', (data) => {
      answer += data;
      if (/^HTTP\/1\.1 (?!100)/.test(answer) && answer.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const post = (...headers: string[]) => head('POST /notes HTTP/1.1', 'host: x', `x-api-key: ${apiKey}`, ...headers);
const json = 'content-type: application/json';

const problemIn = (answer: string) => {
  const [headers = '', body = ''] = answer.split('\r\n\r\n');
  expect(headers.toLowerCase()).toContain('content-type: application/problem+json');
  return JSON.parse(body.startsWith('{') ? body : (/\{.*\}/s.exec(body)?.[0] ?? '')) as {
    status: number;
    type: string;
  };
};

/** A metric by one of its labels, the others summed up. */
async function counted(metric: string, label: string): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${portOf(app)}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const line of text.split('\n').filter((each) => each.startsWith(`${metric}{`))) {
    const value = new RegExp(`${label}="([^"]*)"`).exec(line)?.[1] ?? '';
    sums.set(value, (sums.get(value) ?? 0) + Number(/\} (\d+)/.exec(line)?.[1]));
  }
  return sums;
}

const unreadable = () => counted('http_server_unreadable_requests_total', 'reason');

describe('what is no request', () => {
  it.each([
    ['a method nobody knows', head('GE /nowhere HTTP/1.1', 'host: x'), 400, 'malformed'],
    ['a method Node.js does not know', head('FETCH /notes?a HTTP/1.1', 'host: x'), 405, 'method'],
    [
      'a chunk whose length is none',
      `${post(json, 'transfer-encoding: chunked')}ZZ\r\n{"a"\r\n`,
      400,
      'body_malformed',
    ],
    [
      'two ways to say how long it is',
      `${post('content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`,
      400,
      'malformed',
    ],
    ['a NUL in a header', head('GET /notes/1 HTTP/1.1', 'host: x', 'x-a: a\0b'), 400, 'malformed'],
    [
      'headers of 20 kB',
      head('GET /notes/1 HTTP/1.1', 'host: x', `x-a: ${'a'.repeat(20_000)}`),
      431,
      'headers_too_large',
    ],
    ['an address of 20 kB', head(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'host: x'), 431, 'headers_too_large'],
    ['an expectation nobody knows', post('expect: more', 'content-length: 2'), 417, 'expectation'],
    ['a request to be a proxy', head('CONNECT x:1 HTTP/1.1', 'host: x'), 405, 'connect'],
    ['bytes of another protocol', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]), 400, 'malformed'],
    ['headers that do not end in time', 'GET /notes/1 HTTP/1.1\r\nhost: x\r\n', 408, 'timeout'],
    ['nothing at all', '', 408, 'timeout'],
    ['a body that does not end in time', `${post(json, 'content-length: 500')}{"a`, 408, 'timeout'],
  ])('as %s, is answered with a problem and counted', async (_, bytes, status, reason) => {
    const before = (await unreadable()).get(reason) ?? 0;
    const problem = problemIn(await say(bytes));
    expect(problem.status).toBe(status);
    expect((await unreadable()).get(reason)).toBe(before + 1);
  });

  it.each([
    ['no host', head('GET /notes/1 HTTP/1.1')],
    ['two hosts', head('GET /notes/1 HTTP/1.1', 'host: x', 'Host: y')],
  ])('with %s, is refused', async (_, bytes) => {
    expect(problemIn(await say(bytes))).toMatchObject({ status: 400, type: 'urn:sightline:problem:bad-host' });
  });
});

describe('what is a request, if an odd one', () => {
  it('may name its host in its address', async () => {
    expect(await say(head('GET http://x/notes/1 HTTP/1.1', 'host: x'))).toContain('{"id":"1"}');
  });

  it.each([
    ['compressed', 415, [json, 'content-encoding: gzip'], gzipSync('{"note":"a"}')],
    ['in another character set', 415, ['content-type: application/json; charset=latin1'], Buffer.from('{"note":"a"}')],
    ['not UTF-8', 400, [json], Buffer.from([...Buffer.from('{"note":"'), 0xff, 0xfe, ...Buffer.from('"}')])],
    ['cut off in the middle of a character', 400, [json], Buffer.from('{"note":"ä"}').subarray(0, 10)],
  ])('whose body is %s is refused with %i', async (what, status, headers, body) => {
    const answer = await say(Buffer.concat([Buffer.from(post(...headers, `content-length: ${body.length}`)), body]));
    expect(problemIn(answer).status).toBe(status);
    if (what === 'not UTF-8') expect(answer).toContain('UTF-8');
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'application/json'])(
    'may say %s',
    async (type) => {
      const body = '{"note":"ä"}';
      expect(
        await say(`${post(`content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`)}${body}`),
      ).toContain(body);
    },
  );

  it.each(['DELETE', 'PUT', 'PATCH', 'PROPFIND', 'TRACE', 'SEARCH', 'QUERY'])(
    'is told what can be done where %s cannot',
    async (method) => {
      const answer = await say(head(`${method} /notes/1 HTTP/1.1`, 'host: x', `x-api-key: ${apiKey}`));
      expect(problemIn(answer)).toMatchObject({ status: 405 });
      expect(answer).toMatch(/^allow: GET, HEAD, OPTIONS\r$/im);
    },
  );

  it('is told what can be done whatever body it brings', async () => {
    const answer = await say(
      `${head('PUT /notes/1 HTTP/1.1', 'host: x', 'content-type: text/plain', 'content-length: 1')}a`,
    );
    expect(problemIn(answer).status).toBe(405);
  });

  it('is told what can be done when it asks', async () => {
    const answer = await say(head('OPTIONS /notes HTTP/1.1', 'host: x'));
    expect(answer).toMatch(/^HTTP\/1\.1 204 /);
    expect(answer).toMatch(/^allow: POST, OPTIONS\r$/im);
    expect(problemIn(await say(head('OPTIONS /nowhere HTTP/1.1', 'host: x'))).status).toBe(404);
  });
});

describe('a client that leaves in the middle of its upload', () => {
  const answered = () => counted('http_server_request_duration_seconds_count', 'http_response_status_code');
  const underWay = async () => (await counted('http_server_active_requests', 'http_request_method')).get('POST');

  it('is counted as one that left, never as an error of ours', async () => {
    const before = await answered();
    const left = before.get('499') ?? 0;
    for (let times = 1; times <= 3; times++) {
      const socket = connect(portOf(app), '127.0.0.1');
      socket.write(`${post(json, 'content-length: 500')}{"note":`);
      await expect.poll(underWay).toBe(1);
      socket.destroy();
      await expect.poll(async () => (await answered()).get('499')).toBeGreaterThan(left + times - 1);
    }
    const errors = [...(await answered()).keys()].filter((status) => String(status).startsWith('5'));
    expect(errors.filter((status) => !before.has(status))).toEqual([]);
  });
});

describe('clients without end', () => {
  it.each([
    ['hangs in its upload', `${post(json, 'content-length: 500')}{"a`],
    ['hangs in its headers', 'GET /notes/1 HTTP/1.1\r\n'],
  ])('do not hold up the end of the service, when one %s', async (_, bytes) => {
    const ending = await startApp();
    const answered = say(bytes, ending).catch(() => 'reset');
    await expect
      .poll(
        () =>
          new Promise((resolve) =>
            ending.getHttpServer().getConnections((_error: unknown, count: number) => resolve(count)),
          ),
      )
      .toBe(1);

    await ending.close();
    await answered;
  });
});
