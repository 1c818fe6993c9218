import { fillCart } from './fill-cart';
import type { Journey } from './journey';

/** Fills a cart and never pays for it, as most shoppers do. */
export const abandon: Journey = {
  name: 'abandon',
  weight: 150,
  requests: 4,
  async go(visit) {
    await fillCart(visit);
  },
};
