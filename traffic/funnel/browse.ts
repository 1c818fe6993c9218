import { choose } from './choose';
import type { Visit } from './visit';

/** Looks at the list, and at one product of it. */
export async function browse({ shop, dice, think }: Visit): Promise<void> {
  const product = choose(await shop.products({ limit: 20 }), dice);
  await think();
  if (product) await shop.product(product.sku);
}
