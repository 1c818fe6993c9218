import { choose } from './choose';
import type { Visit } from './visit';

const words = ['espresso', 'grinder', 'filter', 'beans', 'cups', 'kettle'] as const;

/** Searches; every second looks at one of the hits. */
export async function search({ shop, dice, think }: Visit): Promise<void> {
  const product = choose(await shop.products({ q: dice.pick(words), limit: 10 }), dice);
  await think();
  if (product && dice.chance(0.5)) await shop.product(product.sku);
}
