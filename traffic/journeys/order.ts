import { payment } from '../payment';
import { choose } from './choose';
import type { Journey } from './journey';

/** Orders one product straight from the list. */
export const order: Journey = {
  name: 'order',
  weight: 100,
  requests: 2,
  async go({ shop, dice, think }) {
    const product = choose(await shop.products({ limit: 20 }), dice);
    if (product === undefined) return;
    await think();
    const items = [{ sku: product.sku, quantity: dice.between(1, 3) }];
    await shop.createOrder({ items, ...payment(dice) }, dice.uuid());
  },
};
