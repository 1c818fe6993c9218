import type { Dice } from '../dice';
import type { OrderApi } from '../order-api';

/** One way through the shop. */
export interface Journey {
  readonly name: string;
  /** How many of a thousand shoppers take it. */
  readonly weight: number;
  /** The requests it makes on average: what turns a rate of requests into a rate of shoppers. */
  readonly requests: number;
  go(visit: Visit): Promise<void>;
}

export interface Visit {
  readonly shop: OrderApi;
  readonly dice: Dice;
  /** The pause of a person who reads and thinks. */
  think(): Promise<void>;
}
