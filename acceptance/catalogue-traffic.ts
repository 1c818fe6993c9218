import { randomUUID } from 'node:crypto';
import type { OrderApi, Purchase } from '@sightline/traffic';
import type { RunningPlatform } from './platform';

/** Goes through everything a shopper can make happen, so that what is declared has a reason to be stored. */
export async function provokeTelemetry({ addresses, orders }: RunningPlatform): Promise<void> {
  const shopper = orders.inSession(randomUUID());
  const [product] = (await shopper.products({ limit: 1 })).body?.products ?? [];
  if (!product) throw new Error('the shop has no products: were the migrations of the order service applied?');
  const buy = (paymentToken: string): Purchase => ({
    items: [{ sku: product.sku, quantity: 1 }],
    currency: 'EUR',
    paymentMethod: 'card',
    paymentToken,
  });

  await Promise.all([
    shopper.createOrder(buy('tok_ok')),
    shopper.createOrder(buy('tok_declined')),
    shopper.createOrder(buy('tok_bank_error_once')),
    placeAgain(shopper, buy('tok_ok'), buy('tok_declined')),
    cancelAtOnce(shopper, buy('tok_ok')),
    fillCart(shopper, product.sku),
    refused(shopper),
    fetch(`${addresses.url('payment')}/payments/${randomUUID()}`),
  ]);
}

/** The same key with the same body is answered again, with another body it is refused. */
async function placeAgain(shopper: OrderApi, purchase: Purchase, other: Purchase): Promise<void> {
  const key = randomUUID();
  await shopper.createOrder(purchase, key);
  await shopper.createOrder(purchase, key);
  await shopper.createOrder(other, key);
}

async function cancelAtOnce(shopper: OrderApi, purchase: Purchase): Promise<void> {
  const { body: order } = await shopper.createOrder(purchase);
  if (order) await shopper.cancelOrder(order.id);
}

async function fillCart(shopper: OrderApi, sku: string): Promise<void> {
  const { body: cart } = await shopper.createCart();
  if (!cart) throw new Error('no cart was made');
  await shopper.addToCart(cart.id, { sku, quantity: 2 });
  await shopper.checkout(cart.id, { currency: 'EUR', paymentMethod: 'paypal', paymentToken: 'tok_ok' });
}

async function refused(shopper: OrderApi): Promise<void> {
  await shopper.order(randomUUID());
  await shopper.order('not-an-id');
  await shopper.request('POST', '/orders', { body: { items: [] } });
  await shopper.request('GET', '/nowhere');
}
