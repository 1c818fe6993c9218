import type { Dice } from '../dice';
import type { Answer } from '../service-api';
import type { Product, ProductList } from '../shop';

/** One of the products on the page; undefined when the page did not come or is empty. */
export function choose({ body }: Answer<ProductList>, dice: Dice): Product | undefined {
  const [first, ...rest] = body?.products ?? [];
  return first && dice.pick([first, ...rest]);
}
