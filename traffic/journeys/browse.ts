import { choose } from './choose';
import type { Journey } from './journey';

/** Looks at the list and at a few products, and leaves. */
export const browse: Journey = {
  name: 'browse',
  weight: 350,
  requests: 3,
  async go({ shop, dice, think }) {
    const page = await shop.products({ limit: 20 });
    for (let looks = dice.between(1, 3); looks > 0; looks--) {
      const product = choose(page, dice);
      if (product === undefined) return;
      await think();
      await shop.product(product.sku);
    }
  },
};
