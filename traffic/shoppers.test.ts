import { describe, expect, it } from 'vitest';
import { readTrafficConfig } from './config';
import { OrderApi } from './order-api';
import { letShoppersIn } from './shoppers';
import { listening } from './testing/listening';

/** A shop that has everything and remembers who asked for what. */
async function openShop() {
  const visits: { session: string; request: string; key: string | undefined }[] = [];
  const answers: [RegExp, unknown][] = [
    [/^GET \/products\?/, { products: [{ sku: 'CUP-001', name: 'Cup', unitPriceCents: 100 }] }],
    [/^POST \/(orders|carts\/.*\/checkout)$/, { id: 'order-1', status: 'pending' }],
    [/./, { id: 'cart-1' }],
  ];
  const server = await listening(({ method, url, headers }, response) => {
    const request = `${method} ${url}`;
    visits.push({ session: String(headers['x-session-id']), request, key: headers['idempotency-key'] as string });
    const body = answers.find(([pattern]) => pattern.test(request))?.[1];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return { ...server, visits };
}

const shopAt = (url: string) => new OrderApi({ url, apiKey: 'a key of the tests' });

describe('shoppers', () => {
  it('go through the whole funnel, each in a session of their own, and pay safely', async () => {
    const shop = await openShop();
    const closing = new AbortController();
    const enough = setInterval(
      () => shop.visits.some(({ request }) => /checkout/.test(request)) && closing.abort(),
      20,
    );
    await letShoppersIn({ shop: shopAt(shop.url), requestsPerSecond: 300, seed: 1, signal: closing.signal });
    clearInterval(enough);
    shop.close();

    const requests = shop.visits.map(({ request }) => request.replace(/\?.*/, ''));
    expect(new Set(requests)).toEqual(
      new Set([...requests, 'GET /products', 'GET /products/CUP-001', 'POST /carts', 'POST /carts/cart-1/items']),
    );
    expect(new Set(shop.visits.map(({ session }) => session)).size).toBeGreaterThan(5);
    const purchases = shop.visits.filter(({ request }) => /checkout|POST \/orders/.test(request));
    expect(purchases.every(({ key }) => key !== undefined)).toBe(true);
  });

  it('keep trying a closed shop, and say once that it is closed', async () => {
    const { url, close } = await openShop();
    close();
    const closing = new AbortController();
    const changes: string[] = [];
    setTimeout(() => closing.abort(), 300);
    await letShoppersIn({
      shop: shopAt(url),
      requestsPerSecond: 200,
      seed: 1,
      signal: closing.signal,
      onChange: (state) => changes.push(state),
    });
    expect(changes).toEqual(['unreachable']);
  });

  it('make two requests a second unless told otherwise', () => {
    const env = { ORDER_URL: 'http://127.0.0.1:3001', SIGHTLINE_API_KEY_FILE: '/run/secrets/shopper' };
    expect(readTrafficConfig(env)).toMatchObject({ TRAFFIC_RATE: 2, TRAFFIC_SEED: 1 });
    expect(() => readTrafficConfig({ ...env, TRAFFIC_RATE: '-1' })).toThrow('requests per second, above 0');
  });
});
