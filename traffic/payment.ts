import type { Dice } from './dice';
import type { Purchase } from './shop';

const methods = [
  { method: 'card', weight: 70 },
  { method: 'paypal', weight: 20 },
  { method: 'bank_transfer', weight: 10 },
] as const;

/** Most payments go through; some cards are declined, and now and then the bank stumbles once. */
const tokens = [
  { token: 'tok_ok', weight: 94 },
  { token: 'tok_declined', weight: 4 },
  { token: 'tok_bank_error_once', weight: 2 },
] as const;

export function payment(dice: Dice): Omit<Purchase, 'items'> {
  const { method } = dice.weighted(methods);
  return { currency: 'EUR', paymentMethod: method, paymentToken: dice.weighted(tokens).token };
}
