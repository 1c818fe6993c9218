import { describe, expect, it } from 'vitest';
import { dice } from '../dice';
import { OrderApi } from '../order-api';
import { everyday, type Funnel, requestsPerVisit, saleDay, walk } from './funnel';

const visits = 10_000;

/** A shop that has everything, asked by many visitors who think in no time. */
async function visited(funnel: Funnel) {
  const asked: string[] = [];
  const tokens: string[] = [];
  const chance = dice(7);
  const shop = new OrderApi({
    url: 'http://shop',
    apiKey: 'a key of the tests',
    transport: async ({ method, path, body }) => {
      asked.push(`${method} ${path.replace(/\?.*/, '')}`);
      const { paymentToken } = (body ?? {}) as { paymentToken?: string };
      if (paymentToken) tokens.push(paymentToken);
      return { status: 200, traceId: undefined, text: '{"id":"1","products":[{"sku":"CUP-001"}]}' };
    },
  });
  for (let visit = 0; visit < visits; visit++) await walk({ shop, dice: chance, think: async () => {} }, funnel);
  return { asked, tokens, count: (pattern: RegExp) => asked.filter((request) => pattern.test(request)).length };
}

describe('the funnel', () => {
  it.each([
    ['an ordinary day', everyday],
    ['a sale', saleDay],
  ])('makes on %s as many requests a visit as it says', async (_, funnel) => {
    const { asked } = await visited(funnel);
    expect(asked.length / visits / requestsPerVisit(funnel)).toBeCloseTo(1, 1);
  });

  it('loses most visitors on the way: 18 of 100 fill a cart, 12 order', async () => {
    const { count } = await visited(everyday);
    expect(count(/^POST \/carts$/) / visits).toBeCloseTo(0.18, 2);
    expect(count(/checkout$|^POST \/orders$/) / visits).toBeCloseTo(0.12, 2);
  });

  it('brings 58 orders a second at a thousand requests on the day of the sale', async () => {
    const { asked, count } = await visited(saleDay);
    expect((count(/checkout$|^POST \/orders$/) / asked.length) * 1000).toBeCloseTo(58, -1);
  });

  it('sees eight in ten payments succeed', async () => {
    const { tokens } = await visited(saleDay);
    expect(tokens.filter((token) => token !== 'tok_declined').length / tokens.length).toBeCloseTo(0.8, 2);
  });
});
