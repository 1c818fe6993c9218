import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { ApiKeys, hashOfKey, type Right, rights } from '@sightline/access';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlagService } from './flag-service';

let service: FastifyInstance;

beforeEach(() => {
  service = createFlagService({ keys: new ApiKeys({ anonymous: [...rights], keys: [] }) });
});
afterEach(() => service.close());

const put = (key: string, payload: object = {}) => service.inject({ method: 'PUT', url: `/flags/${key}`, payload });
const evaluateOne = (key: string, payload: object = {}) =>
  service.inject({ method: 'POST', url: `/ofrep/v1/evaluate/flags/${key}`, payload });
const evaluateAll = (headers: Record<string, string> = {}) =>
  service.inject({
    method: 'POST',
    url: '/ofrep/v1/evaluate/flags',
    payload: { context: { targetingKey: 'a' } },
    headers,
  });

describe('the flag service', () => {
  it('has every flag off until it is switched on, and off again', async () => {
    const percents = async () =>
      (await service.inject('/flags')).json().flags.map(({ percent }: { percent: number }) => percent);
    expect(new Set(await percents())).toEqual(new Set([0]));
    expect((await put('slow-query')).json()).toMatchObject({ key: 'slow-query', percent: 100, scope: 'request' });
    await put('n-plus-one', { percent: 20, where: { 'service.version': '0.2.0' } });
    expect(await percents()).toEqual(expect.arrayContaining([100, 20]));
    await service.inject({ method: 'DELETE', url: '/flags/slow-query' });
    expect(await percents()).not.toContain(100);
    await service.inject({ method: 'DELETE', url: '/flags' });
    expect(new Set(await percents())).toEqual(new Set([0]));
  });

  it.each([
    ['an unknown flag', 'time-travel', {}, 404, 'There are: n-plus-one'],
    ['a share above all', 'slow-query', { percent: 101 }, 400, 'percent'],
    ['a share of nothing', 'slow-query', { percent: 0 }, 400, 'percent'],
    ['a field nobody knows', 'slow-query', { share: 1 }, 400, 'share'],
    ['a condition nobody can meet', 'slow-query', { where: { planet: 'Mars' } }, 400, 'where'],
    ['half of a process', 'clock-skew', { percent: 50 }, 400, 'on or off'],
  ])('refuses %s and says what is accepted', async (_, key, body, status, message) => {
    const response = await put(key, body);
    expect([response.statusCode, response.json().error]).toEqual([status, expect.stringContaining(message)]);
  });

  it('tells what has not changed only once', async () => {
    const { headers } = await service.inject('/flags');
    const again = () => service.inject({ url: '/flags', headers: { 'if-none-match': String(headers.etag) } });
    expect((await again()).statusCode).toBe(304);
    await put('slow-query');
    expect((await again()).statusCode).toBe(200);
  });
});

describe('who may', () => {
  const asked = [
    ['GET', '/flags', 'flags:read'],
    ['GET', '/flags/slow-query', 'flags:read'],
    ['POST', '/ofrep/v1/evaluate/flags', 'flags:read'],
    ['POST', '/ofrep/v1/evaluate/flags/slow-query', 'flags:read'],
    ['PUT', '/flags/slow-query', 'flags:write'],
    ['DELETE', '/flags/slow-query', 'flags:write'],
    ['DELETE', '/flags', 'flags:write'],
  ] as const;
  const entry = (name: string, may: readonly Right[]) => ({ name, rights: [...may], sha256: hashOfKey(name) });

  it.each(asked)('%s %s: whose key has the right %s, and nobody else', async (method, url, right) => {
    const all = entry(
      'all',
      rights.filter((each) => each !== right),
    );
    const guarded = createFlagService({ keys: new ApiKeys({ anonymous: [], keys: [entry('one', [right]), all] }) });
    const codes = await Promise.all(
      ['', 'nobody', 'all', 'one'].map(
        async (key) => (await guarded.inject({ method, url, headers: { 'x-api-key': key } })).statusCode,
      ),
    );
    expect(codes).toEqual([401, 401, 403, 200]);
    await guarded.close();
  });

  it('every route says so: this list is all there are', async () => {
    const guarded = createFlagService({ keys: new ApiKeys({ anonymous: [], keys: [] }) });
    const printed = [...guarded.printRoutes({ commonPrefix: false }).matchAll(/\(([A-Z, ]+)\)/g)];
    const methods = printed.flatMap(([, each = '']) => each.split(', ')).filter((method) => method !== 'HEAD');
    // And the probe of whether it lives.
    expect(methods).toHaveLength(asked.length + 1);
    await guarded.close();
  });
});

describe('OFREP', () => {
  it('evaluates one flag, with variant and reason', async () => {
    await put('bad-release', { where: { 'service.version': '0.2.0' } });
    const of = async (version: string) =>
      (await evaluateOne('bad-release', { context: { targetingKey: 'a', 'service.version': version } })).json();
    expect(await of('0.2.0')).toEqual({ key: 'bad-release', value: true, variant: 'on', reason: 'TARGETING_MATCH' });
    expect(await of('0.1.0')).toEqual({ key: 'bad-release', value: false, variant: 'off', reason: 'DEFAULT' });
  });

  it('evaluates all flags, and says 304 to whoever knows', async () => {
    const first = await evaluateAll();
    expect(first.json().flags).toContainEqual({ key: 'slow-query', value: false, variant: 'off', reason: 'STATIC' });
    expect((await evaluateAll({ 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304);
    await put('slow-query');
    expect((await evaluateAll({ 'if-none-match': String(first.headers.etag) })).statusCode).toBe(200);
  });

  it.each([
    ['an unknown flag', 'time-travel', {}, 404, 'FLAG_NOT_FOUND'],
    ['a context that is none', 'slow-query', { context: 'everywhere' }, 400, 'INVALID_CONTEXT'],
    ['a key that is none', 'slow-query', { context: { targetingKey: 7 } }, 400, 'INVALID_CONTEXT'],
    ['a share of nobody', 'n-plus-one', {}, 400, 'TARGETING_KEY_MISSING'],
  ])('answers %s with an error code', async (_, key, body, status, errorCode) => {
    await put('n-plus-one', { percent: 50 });
    const response = await evaluateOne(key, body);
    expect([response.statusCode, response.json().errorCode]).toEqual([status, errorCode]);
  });

  it('is understood by the provider of OpenFeature', async () => {
    const baseUrl = await service.listen({ host: '127.0.0.1', port: 0 });
    await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl }));
    const client = OpenFeature.getClient();
    expect(await client.getBooleanValue('slow-query', true)).toBe(false);
    await put('slow-query');
    expect(await client.getBooleanDetails('slow-query', false, { targetingKey: 'a' })).toMatchObject({
      value: true,
      variant: 'on',
      reason: 'STATIC',
    });
    expect(await client.getBooleanDetails('time-travel', true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
    await OpenFeature.clearProviders();
  });
});
