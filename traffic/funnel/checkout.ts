import { randomUUID } from 'node:crypto';
import { payment } from '../payment';
import type { FilledCart } from './fill-cart';
import type { Visit } from './visit';

/** Orders what is in the cart, one in four at one click without it, and looks how it is doing, in four of five cases by its id. */
export async function checkout({ shop, dice, think }: Visit, cart: FilledCart): Promise<void> {
  const paying = payment(dice);
  // Not by the dice: the shop remembers keys, and the same seed would meet its own of the run before.
  const key = randomUUID();
  const answer = dice.chance(0.25)
    ? await shop.createOrder({ items: cart.items, ...paying }, key)
    : await shop.checkout(cart.id, paying, key);
  await think();
  if (answer.body) await (dice.chance(0.8) ? shop.order(answer.body.id) : shop.orders({ limit: 20 }));
}
