import { payment } from '../payment';
import { fillCart } from './fill-cart';
import type { Journey } from './journey';

/** Fills a cart, pays for it, and looks how the order is doing. */
export const checkout: Journey = {
  name: 'checkout',
  weight: 150,
  requests: 6,
  async go(visit) {
    const cartId = await fillCart(visit);
    if (cartId === undefined) return;
    await visit.think();
    const order = (await visit.shop.checkout(cartId, payment(visit.dice), visit.dice.uuid())).body;
    if (order === undefined) return;
    await visit.think();
    await visit.shop.order(order.id);
  },
};
