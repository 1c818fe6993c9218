import type { Purchase } from '../shop';
import type { Visit } from './visit';

/** What everybody is after. */
const bestsellers = ['BEA-001', 'BEA-003', 'FIL-001', 'CUP-001', 'GRI-004', 'SCA-002'] as const;

export interface FilledCart {
  readonly id: string;
  readonly items: Purchase['items'];
}

/** Opens a cart and puts a bestseller in; undefined when the shop does not play along. */
export async function fillCart({ shop, dice, think }: Visit): Promise<FilledCart | undefined> {
  const item = { sku: dice.pick(bestsellers), quantity: dice.between(1, 3) };
  const cart = (await shop.createCart()).body;
  if (cart === undefined) return undefined;
  await think();
  const filled = (await shop.addToCart(cart.id, item)).body;
  return filled && { id: cart.id, items: [item] };
}
