import type { Dice } from './dice';
import type { Purchase } from './shop';

const methods = [
  { method: 'card', weight: 70 },
  { method: 'paypal', weight: 20 },
  { method: 'bank_transfer', weight: 10 },
] as const;

export const declinedToken = 'tok_declined';

/** Eight in ten payments go through; the other cards are declined, and now and then the bank stumbles once. */
const tokens = [
  { token: 'tok_ok', weight: 78 },
  { token: declinedToken, weight: 20 },
  { token: 'tok_bank_error_once', weight: 2 },
] as const;

export function payment(dice: Dice): Omit<Purchase, 'items'> {
  const { method } = dice.weighted(methods);
  return { currency: 'EUR', paymentMethod: method, paymentToken: dice.weighted(tokens).token };
}
