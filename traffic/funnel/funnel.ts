import { browse } from './browse';
import { checkout } from './checkout';
import { fillCart } from './fill-cart';
import { search } from './search';
import type { Visit } from './visit';

/** Which share of all visits gets to each step. Who checks out has ordered; the payment follows by itself. */
export interface Funnel {
  readonly browse: number;
  readonly search: number;
  readonly cart: number;
  readonly checkout: number;
}

/** An ordinary day. Eight in ten of those who check out pay in the end: the 0.10 of the visits that are worth something. */
export const everyday: Funnel = { browse: 0.85, search: 0.6, cart: 0.18, checkout: 0.12 };

/** People come to buy: twice as many fill a cart, and 1.8 times as many order. */
export const saleDay: Funnel = { ...everyday, cart: 0.18 * 2.0, checkout: 0.12 * 1.8 };

/** Goes through the shop as far as chance takes it. */
export async function walk(visit: Visit, funnel: Funnel): Promise<void> {
  const { dice, think } = visit;
  if (dice.chance(funnel.browse)) await browse(visit);
  if (dice.chance(funnel.search)) await search(visit);
  if (!dice.chance(funnel.cart)) return;
  const cart = await fillCart(visit);
  if (cart === undefined || !dice.chance(funnel.checkout / funnel.cart)) return;
  await think();
  await checkout(visit, cart);
}

/** The requests of each step on average: what turns a rate of requests into a rate of visits. */
const requests: Readonly<Record<keyof Funnel, number>> = { browse: 2, search: 1.5, cart: 2, checkout: 2 };

const steps = Object.keys(requests) as (keyof Funnel)[];

/** The requests one visit makes on average. */
export const requestsPerVisit = (funnel: Funnel) => steps.reduce((sum, step) => sum + funnel[step] * requests[step], 0);
