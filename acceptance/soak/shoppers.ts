import { randomUUID } from 'node:crypto';
import { type Dice, dice, type Order, type Purchase } from '@sightline/traffic';
import { insist } from '../insist';
import type { RunningPlatform } from '../platform';

/** What the bank will do: mostly what it should. */
const tokens = [
  { token: 'tok_ok', weight: 7 },
  { token: 'tok_declined', weight: 1 },
  { token: 'tok_bank_error_once', weight: 2 },
] as const;

/** Of so many orders one is sent again under its key after it was taken, as by a client that missed the answer. */
const repeatedShare = 0.2;

export interface ShoppersOptions {
  /** Unlike that of any others; each order carries it, and its number. */
  readonly mark: string;
  readonly sku: string;
  readonly perSecond: number;
  readonly seed: number;
}

/** What shoppers know of their orders. */
export interface Shopped {
  readonly orders: readonly Order[];
  /** Orders that were refused, or never answered: what was said. */
  readonly refused: readonly string[];
  /** Keys that gave another order the second time. */
  readonly changed: readonly string[];
}

/** Shoppers who order at a steady rate, whatever happens, and insist on an answer. */
export class Shoppers {
  readonly #orders: Order[] = [];
  readonly #refused: string[] = [];
  readonly #changed: string[] = [];
  readonly #open = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  readonly #dice: Dice;
  #sent = 0;

  constructor(
    private readonly platform: RunningPlatform,
    private readonly options: ShoppersOptions,
  ) {
    this.#dice = dice(options.seed);
    this.#timer = setInterval(() => {
      const buying = this.#buy().finally(() => this.#open.delete(buying));
      this.#open.add(buying);
    }, 1_000 / options.perSecond);
  }

  /** Orders no more. Resolves when each has its answer. */
  async leave(): Promise<Shopped> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    return { orders: this.#orders, refused: this.#refused, changed: this.#changed };
  }

  async #buy(): Promise<void> {
    const note = `${this.options.mark} ${++this.#sent}`;
    const { token } = this.#dice.weighted(tokens);
    const repeated = this.#dice.chance(repeatedShare);
    // Not by the seed: a round that is played again would order other things under the keys it had.
    const key = randomUUID();
    const purchase: Purchase = {
      items: [{ sku: this.options.sku, quantity: 1 }],
      currency: 'EUR',
      paymentMethod: 'card',
      paymentToken: token,
      note,
    };
    try {
      const order = await insist(this.platform, purchase, key);
      this.#orders.push(order);
      if (repeated && (await insist(this.platform, purchase, key)).id !== order.id) this.#changed.push(key);
    } catch (error) {
      this.#refused.push(`${note}: ${(error as Error).message}`);
    }
  }
}
