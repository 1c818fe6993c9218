import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';

const platform = runningPlatform();
const { apiKey } = platform.state();
const secret = '4111111111111111';

const good = {
  items: [{ sku: 'BEA-001', quantity: 1 }],
  currency: 'EUR',
  paymentMethod: 'card',
  paymentToken: 'tok_ok',
};

const send = (
  method: string,
  path: string,
  { body, headers }: { body?: string; headers?: Record<string, string> } = {},
) =>
  fetch(`${platform.addresses.url('order')}${path}`, {
    method,
    headers: {
      'x-api-key': apiKey,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });

const post = (body: unknown, headers?: Record<string, string>) => () =>
  send('POST', '/orders', {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(headers && { headers }),
  });

const get = (path: string) => () => send('GET', path);

const refusals: [what: string, status: number, request: () => Promise<Response>][] = [
  ['malformed JSON', 400, post('{"items":')],
  ['an empty body', 400, post('')],
  ['a list for a body', 400, post([])],
  ['null for a body', 400, post('null')],
  ['a body beyond 64 KiB', 413, post({ ...good, note: 'x'.repeat(70_000) })],
  ['a body that is not JSON', 415, post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })],
  ['an unknown field', 400, post({ ...good, cardNumber: secret })],
  ['a price of the client', 400, post({ ...good, totalCents: 1 })],
  ['keys that would poison a prototype', 400, post('{"__proto__":{"admin":true},"items":[]}')],
  ['30,000 levels of nesting', 400, post('['.repeat(30_000) + ']'.repeat(30_000))],
  ['no items', 400, post({ ...good, items: [] })],
  ['a negative quantity', 400, post({ ...good, items: [{ sku: 'BEA-001', quantity: -1 }] })],
  ['an absurd quantity', 400, post('{"items":[{"sku":"BEA-001","quantity":1e400}]}')],
  ['half a product', 400, post({ ...good, items: [{ sku: 'BEA-001', quantity: 0.5 }] })],
  ['the same product twice', 400, post({ ...good, items: [...good.items, ...good.items] })],
  ['an unknown product', 422, post({ ...good, items: [{ sku: 'NO-SUCH', quantity: 1 }] })],
  ['another currency', 400, post({ ...good, currency: 'XXX' })],
  ['a NUL character', 400, post({ ...good, note: 'a\0b' })],
  ['a card number for a method', 400, post({ ...good, paymentMethod: secret })],
  ['no API key', 401, post(good, { 'x-api-key': '' })],
  ['a wrong API key', 401, post(good, { 'x-api-key': 'wrong' })],
  ['an idempotency key that is none', 400, post(good, { 'idempotency-key': 'a b' })],
  ['an order id that is none', 400, get('/orders/1')],
  ['an unknown order', 404, get(`/orders/${randomUUID()}`)],
  ['to cancel an unknown order', 404, () => send('POST', `/orders/${randomUUID()}/cancel`)],
  ['an unknown cart', 404, get(`/carts/${randomUUID()}`)],
  ['an unknown product by its address', 404, get('/products/NO-SUCH')],
  ['a page of no size', 400, get('/orders?limit=0')],
  ['two limits', 400, get('/orders?limit=1&limit=2')],
  ['a cursor that is none', 400, get('/orders?cursor=%00')],
  ['an address that cannot be decoded', 400, get('/products/%zz')],
  ['an address nobody knows', 404, get('/nowhere')],
  ['a method that an address does not have', 405, () => send('DELETE', '/orders')],
];

describe('the order service refuses', () => {
  it.each(refusals)('%s with %i, and says why and in which trace', async (_, status, request) => {
    const response = await request();
    const said = await response.text();
    const problem = JSON.parse(said) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problem).toMatchObject({ status, type: expect.stringMatching(/^urn:sightline:problem:/) });
    expect(problem.detail).not.toBe('');
    expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get('x-trace-id')).toBe(problem.traceId);
    expect(said).not.toContain(secret);
  });

  it('none of what is right', async () => {
    expect((await post(good)()).status).toBe(201);
  });
});
