import 'reflect-metadata';
import fs from 'node:fs';
import { Body, Controller, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeys, hashOfKey } from '@sightline/access';
import { serviceFaults } from '@sightline/faults';
import { createZodDto } from 'nestjs-zod';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Needs, Public } from './access.guard';
import { createApp } from './create-app';
import { HttpApiModule } from './http-api.module';
import { text } from './text';

const apiKey = 'the right key of the test';
const readersKey = 'a key that may only read';
const keys = new ApiKeys({
  anonymous: ['orders:read'],
  keys: [
    { name: 'writer', rights: ['orders:read', 'orders:write'], sha256: hashOfKey(apiKey) },
    { name: 'reader', rights: ['orders:read'], sha256: hashOfKey(readersKey) },
  ],
});

class NoteDto extends createZodDto(z.strictObject({ note: text(10), card: z.string().regex(/^tok_/).optional() })) {}

class NotesController {
  write({ note }: NoteDto) {
    return { note };
  }

  broken() {
    throw new Error('password=hunter2 in a message');
  }

  forgotten() {
    return 'nobody may read this';
  }

  away() {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  }
}

/** Decorators by hand, and the types of parameters, which only the compiler would write. */
const notes = NotesController.prototype;
const decorate = (method: keyof NotesController, decorator: MethodDecorator) =>
  decorator(notes, method, Object.getOwnPropertyDescriptor(notes, method) as PropertyDescriptor);
Controller('notes')(NotesController);
Reflect.defineMetadata('design:paramtypes', [NoteDto], notes, 'write');
Body()(notes, 'write', 0);
decorate('write', Post());
decorate('write', Needs('orders:write'));
decorate('broken', Get('broken'));
decorate('broken', Needs('orders:read'));
decorate('away', Get('database-away'));
decorate('away', Public());
decorate('forgotten', Get('forgotten'));

class NotesModule {}

let app: NestFastifyApplication;

const start = async (limit: { perSecond: number; burst: number }, faults: 'on' | 'off' = 'on') => {
  app = await createApp(
    { module: NotesModule, imports: [HttpApiModule], controllers: [NotesController] },
    { RATE_LIMIT_PER_SECOND: limit.perSecond, RATE_LIMIT_BURST: limit.burst },
    { title: 'Notes', description: 'For this test' },
    { keys, extend: (server) => serviceFaults.extend(server, { SIGHTLINE_FAULTS: faults }) },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
};

const write = (payload: string | object, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/notes',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json', ...headers },
    payload,
  });

afterEach(() => app.close());

it('says once that it has stopped, and says it last', async () => {
  await start({ perSecond: 1_000, burst: 1_000 });
  const lines: string[] = [];
  const keep = (text: unknown) => {
    lines.push(...String(text).split('\n').filter(Boolean));
    return Buffer.byteLength(String(text));
  };
  const told = () => lines.filter((line) => line.includes('"event":"service.stopped"'));
  // At once, or, where a test before has started telemetry in this process, gathered.
  vi.spyOn(fs, 'writeSync').mockImplementation((_, text) => keep(text));
  vi.spyOn(fs, 'write').mockImplementation(((_: number, text: string, ...rest: unknown[]) => {
    const written = keep(text);
    const done = rest.at(-1) as (error: null, written: number, text: string) => void;
    setImmediate(() => done(null, written, text));
  }) as typeof fs.write);
  await app.close();
  await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 5_000 });
  vi.restoreAllMocks();
  expect(told()).toEqual(lines.slice(-1));
});

describe('an API', () => {
  beforeEach(() => start({ perSecond: 1_000, burst: 1_000 }));

  it('takes what is right', async () => {
    const answer = await write({ note: 'hello' });
    expect([answer.statusCode, answer.json()]).toEqual([201, { note: 'hello' }]);
  });

  it.each([
    ['malformed JSON', 400, 'malformed-body', '{"note":'],
    ['an empty body', 400, 'malformed-body', ''],
    ['keys that would poison a prototype', 400, 'malformed-body', '{"__proto__":{"a":1}}'],
    ['a body beyond the limit', 413, 'body-too-large', JSON.stringify({ note: 'x'.repeat(70_000) })],
    ['an unknown field', 400, 'invalid-request', '{"note":"a","more":1}'],
    ['a wrong type', 400, 'invalid-request', '{"note":1}'],
    ['NUL characters', 400, 'invalid-request', '{"note":"a\\u0000"}'],
    ['a very deep value', 400, 'invalid-request', '['.repeat(20_000) + ']'.repeat(20_000)],
  ])('refuses %s with %i', async (_, status, kind, body) => {
    const answer = await write(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, type: `urn:sightline:problem:${kind}` });
  });

  it('names each field that is wrong, and never repeats its value', async () => {
    const answer = await write({ note: 'far too long a note', card: '4111 1111 1111 1111' });
    expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual(['note', 'card']);
    expect(answer.body).not.toContain('4111');
  });

  it.each([
    ['a body that is not JSON', 415, { 'content-type': 'text/plain' }],
    ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no key', 401, { 'x-api-key': '' }],
    ['a wrong key', 401, { 'x-api-key': `${apiKey}!` }],
    ['a key without the right', 403, { 'x-api-key': readersKey }],
  ])('refuses %s with %i', async (_, status, headers) => {
    expect((await write('{"note":"a"}', headers)).statusCode).toBe(status);
  });

  it('names the right that a key lacks and whose key it is, and never the key', async () => {
    const answer = await write('{"note":"a"}', { 'x-api-key': readersKey });
    expect(answer.json()).toMatchObject({ type: 'urn:sightline:problem:right-missing' });
    expect(answer.json().detail).toBe('The key "reader" does not have the right orders:write.');
    expect(answer.body).not.toContain(readersKey);
  });

  it.each([
    ['what anybody may', '/notes/database-away', 503, 503, 503],
    ['what those may who bring no key', '/notes/broken', 500, 500, 401],
    ['what declares no right', '/notes/forgotten', 401, 403, 401],
  ])('lets through %s, and nobody else', async (_, url, anonymous, writer, wrong) => {
    const codes = await Promise.all(
      [{}, { 'x-api-key': apiKey }, { 'x-api-key': 'wrong' }].map(
        async (headers) => (await app.inject({ url, headers })).statusCode,
      ),
    );
    expect(codes).toEqual([anonymous, writer, wrong]);
  });

  it.each(['/nowhere', '/notes/%zz'])('answers %s with a problem of its own', async (url) => {
    const answer = await app.inject(url);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.json().detail).not.toBe('');
  });

  it('keeps to itself what went wrong inside', async () => {
    const answer = await app.inject('/notes/broken');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
  });

  it('asks to try again when the database is away', async () => {
    const answer = await app.inject('/notes/database-away');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  });

  it('describes itself', async () => {
    expect((await app.inject('/docs-json')).json().paths).toHaveProperty('/notes');
    expect((await app.inject('/docs')).statusCode).toBe(200);
  });

  it('says of each operation how it may be refused, and which need a key', async () => {
    const { paths } = (await app.inject('/docs-json')).json();
    expect(Object.keys(paths['/notes'].post.responses)).toEqual(
      expect.arrayContaining(['201', '400', '401', '409', '413', '415', '422', '429', '503']),
    );
    expect(paths['/notes'].post.security).toEqual([{ 'api-key': [] }]);
    expect(paths['/notes'].post['x-right']).toBe('orders:write');
    expect(Object.keys(paths['/notes'].post.responses)).toContain('403');
    expect(paths['/notes/database-away'].get.security).toBeUndefined();
  });
});

describe('an API that can be told to make mistakes', () => {
  const limit = { perSecond: 1_000, burst: 1_000 };

  it('refuses to make one it does not know, and names those it does', async () => {
    await start(limit);
    expect((await write({ note: 'a' }, { 'x-fault': 'slow-query;percent=50' })).statusCode).toBe(201);
    const answer = await write({ note: 'a' }, { 'x-fault': 'sabotage' });
    expect([answer.statusCode, answer.json().type]).toEqual([400, 'urn:sightline:problem:invalid-fault-header']);
    expect(answer.json().detail).toContain('slow-query');
  });

  it('does not listen where that is not allowed', async () => {
    await start(limit, 'off');
    expect((await write({ note: 'a' }, { 'x-fault': 'sabotage' })).statusCode).toBe(201);
  });
});

describe('an API with a rate limit', () => {
  beforeEach(() => start({ perSecond: 1, burst: 2 }));

  it('says when to come back', async () => {
    await write({ note: 'a' });
    await write({ note: 'b' });
    const answer = await write({ note: 'c' });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '1']);
  });

  it('gives no fresh bucket for made-up keys', async () => {
    const codes: number[] = [];
    for (const key of ['one', 'two', 'three'])
      codes.push((await write({ note: 'a' }, { 'x-api-key': key })).statusCode);
    expect(codes).toEqual([401, 401, 429]);
  });

  it('never refuses a health check', async () => {
    for (let count = 0; count < 5; count++) expect((await app.inject('/health/live')).statusCode).toBe(200);
  });
});
