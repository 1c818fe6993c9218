import { choose } from './choose';
import type { Journey } from './journey';

const words = ['mug', 'lamp', 'chair', 'notebook', 'cable', 'unicorn'] as const;

/** Searches, and looks at a hit if there is one. */
export const search: Journey = {
  name: 'search',
  weight: 250,
  requests: 2,
  async go({ shop, dice, think }) {
    const hits = await shop.products({ q: dice.pick(words), limit: 10 });
    const product = choose(hits, dice);
    if (product === undefined) return;
    await think();
    await shop.product(product.sku);
  },
};
