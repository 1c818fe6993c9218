import type { Dice } from '../dice';
import type { OrderApi } from '../order-api';

/** One shopper's way through the shop. */
export interface Visit {
  readonly shop: OrderApi;
  readonly dice: Dice;
  /** The pause of a person who reads and thinks. */
  think(): Promise<void>;
}
