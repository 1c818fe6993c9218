import type { Dice } from '../dice';
import type { Answer } from '../order-api';
import type { Page, Product } from '../shop';

/** One of the products on the page; undefined when the page did not come or is empty. */
export function choose({ body }: Answer<Page<Product>>, dice: Dice): Product | undefined {
  const [first, ...rest] = body?.items ?? [];
  return first && dice.pick([first, ...rest]);
}
