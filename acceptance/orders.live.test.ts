import { randomUUID } from 'node:crypto';
import { waitUntil } from '@sightline/stores';
import type { Purchase } from '@sightline/traffic';
import { finalOrder } from '@sightline/traffic';
import { afterAll, describe, expect, it } from 'vitest';
import { chargesFor, takenFor } from './bank-ledger';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();
const shopper = platform.orders.inSession(randomUUID());

const purchase = (paymentToken: string): Purchase => ({
  items: [{ sku: 'BEA-001', quantity: 2 }],
  currency: 'EUR',
  paymentMethod: 'card',
  paymentToken,
});

const settled = async (id: string) => (await finalOrder(id, platform, patience)).value;

describe('an idempotency key', () => {
  it('makes one order of many requests, one after the other or at the same time', async () => {
    const key = randomUUID();
    const first = await shopper.createOrder(purchase('tok_ok'), key);
    const again = await Promise.all(Array.from({ length: 5 }, () => shopper.createOrder(purchase('tok_ok'), key)));
    expect(again.map(({ status, body }) => ({ status, body }))).toEqual(
      again.map(() => ({ status: 201, body: first.body })),
    );

    const rivals = await Promise.all(
      Array.from({ length: 8 }, () => shopper.createOrder(purchase('tok_ok'), `${key}-rivals`)),
    );
    expect(new Set(rivals.map(({ body }) => body?.id)).size).toBe(1);
  });

  it('is refused with another body', async () => {
    const key = randomUUID();
    await shopper.createOrder(purchase('tok_ok'), key);
    expect((await shopper.createOrder(purchase('tok_declined'), key)).status).toBe(422);
  });
});

describe('a cart', () => {
  it('is ordered once, at the prices of the shop', async () => {
    const cart = (await shopper.createCart()).body;
    const product = (await shopper.product('BEA-001')).body;
    if (!cart || !product) throw new Error('no cart or no product');
    await shopper.addToCart(cart.id, { sku: 'BEA-001', quantity: 1 });
    await shopper.addToCart(cart.id, { sku: 'BEA-001', quantity: 2 });
    const payment = { currency: 'EUR', paymentMethod: 'paypal', paymentToken: 'tok_ok' } as const;
    const checkouts = await Promise.all([shopper.checkout(cart.id, payment), shopper.checkout(cart.id, payment)]);
    expect(checkouts.map(({ status }) => status).sort()).toEqual([201, 409]);
    const order = checkouts.find(({ body }) => body)?.body;
    expect(order?.totalCents).toBe(3 * product.unitPriceCents);
    expect((await settled(order?.id ?? ''))?.status).toBe('paid');
  });
});

describe('what is put into a cart', () => {
  const newCart = async () => (await shopper.createCart()).body?.id ?? '';

  it('all counts, however much comes at once', async () => {
    const id = await newCart();
    const wanted = ['BEA-001', 'BEA-002'].flatMap((sku) => Array.from({ length: 10 }, () => ({ sku, quantity: 2 })));
    const added = await Promise.all(wanted.map((item) => shopper.addToCart(id, item)));
    expect(new Set(added.map(({ status }) => status))).toEqual(new Set([201]));
    const { body } = await shopper.request<{ items: { sku: string; quantity: number }[] }>('GET', `/carts/${id}`);
    expect(body?.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['BEA-001', 20],
      ['BEA-002', 20],
    ]);
  });

  it('is refused with the reason', async () => {
    const id = await newCart();
    const reason = async (cart: string, item: { sku: string; quantity: number }) => {
      const { status, problem } = await shopper.addToCart(cart, item);
      return `${status} ${problem?.type}`;
    };
    await shopper.addToCart(id, { sku: 'BEA-001', quantity: 60 });
    expect(await reason(id, { sku: 'BEA-001', quantity: 60 })).toMatch(/^422 .*cart-full$/);
    expect(await reason(id, { sku: 'NONE-001', quantity: 1 })).toMatch(/^404 .*unknown-product$/);
    expect(await reason(randomUUID(), { sku: 'BEA-001', quantity: 1 })).toMatch(/^404 .*unknown-cart$/);
    await shopper.checkout(id, { currency: 'EUR', paymentMethod: 'card', paymentToken: 'tok_ok' });
    expect(await reason(id, { sku: 'BEA-001', quantity: 1 })).toMatch(/^409 .*cart-already-ordered$/);
  });
});

describe('the list of orders', () => {
  it('is read page by page, newest first, without a gap or an order twice', async () => {
    const placed: string[] = [];
    for (let count = 0; count < 5; count++) placed.unshift((await buy(platform, 'tok_ok')).id);
    const listed: string[] = [];
    let cursor = '';
    while (!placed.every((id) => listed.includes(id))) {
      const path = `/orders?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await shopper.request<{ orders: { id: string }[]; nextCursor?: string }>('GET', path);
      listed.push(...(body?.orders ?? []).map(({ id }) => id));
      if (!body?.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(listed.filter((id) => placed.includes(id))).toEqual(placed);
    expect(new Set(listed).size).toBe(listed.length);
  });
});

describe('a cancelled order', () => {
  it('costs nothing in the end, whether or not the bank was quicker', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => buy(platform, 'tok_ok')));
    await Promise.all(orders.map(({ id }) => shopper.cancelOrder(id)));
    for (const { id, totalCents } of orders) {
      const order = await settled(id);
      const due = order?.status === 'paid' ? totalCents : 0;
      const { value: taken } = await waitUntil(async () => {
        const cents = await takenFor(platform, id);
        return cents === due ? cents : undefined;
      }, patience);
      expect(taken, `${id} is ${order?.status}`).toBe(due);
    }
  });

  it('cannot be one that is paid', async () => {
    const { id } = await buy(platform, 'tok_ok');
    expect((await settled(id))?.status).toBe('paid');
    expect((await shopper.cancelOrder(id)).status).toBe(409);
  });
});

describe('a bank that takes the money and never answers', () => {
  const behave = (hangRate?: number) =>
    fetch(`${platform.addresses.url('bank')}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(hangRate === undefined ? {} : { hangRate, failureRate: 0, declineRate: 0 }),
    });
  afterAll(() => behave());

  it('gives it back once it answers again: the order is cancelled', async () => {
    await behave(1);
    const { id } = await buy(platform, 'a-token-that-follows-the-behaviour');
    await waitUntil(async () => ((await chargesFor(platform, id)) > 0 ? true : undefined), patience);
    const order = await settled(id);
    await behave(0);
    expect(order).toMatchObject({ status: 'cancelled', cancelReason: 'payment_declined' });
    const { value } = await waitUntil(async () => ((await takenFor(platform, id)) === 0 ? true : undefined), patience);
    expect(value, 'the money is given back').toBe(true);
    expect(await chargesFor(platform, id)).toBe(1);
  });
});
