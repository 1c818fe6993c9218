import { choose } from './choose';
import type { Visit } from './journey';

/** Opens a cart and puts one to three products in; undefined when the shop does not play along. */
export async function fillCart({ shop, dice, think }: Visit): Promise<string | undefined> {
  const page = await shop.products({ limit: 20 });
  const cart = (await shop.createCart()).body;
  if (cart === undefined) return undefined;
  for (let items = dice.between(1, 3); items > 0; items--) {
    const product = choose(page, dice);
    if (product === undefined) return undefined;
    await think();
    await shop.addToCart(cart.id, { sku: product.sku, quantity: dice.between(1, 3) });
  }
  return cart.id;
}
