import type { RunningPlatform } from '../platform';
import { type Audit, audit } from './audit';
import type { Blow } from './blows';
import { Shoppers } from './shoppers';
import { strike, whole } from './strike';

export interface RoundOptions {
  /** Unlike that of any other round. */
  readonly mark: string;
  readonly blows: readonly Blow[];
  readonly ordersPerSecond: number;
  readonly seed: number;
}

/** What came of some blows under load. */
export interface Round {
  readonly blows: readonly Blow[];
  /** From the first order until the books agreed. */
  readonly seconds: number;
  readonly audit: Audit;
  readonly refused: readonly string[];
  readonly changed: readonly string[];
}

/** Strikes while orders come in, waits until all runs again, and reads the books. Leaves the platform whole. */
export async function playRound(
  platform: RunningPlatform,
  { mark, blows, ordersPerSecond, seed }: RoundOptions,
): Promise<Round> {
  const { body } = await platform.orders.products({ limit: 1 });
  const sku = body?.products[0]?.sku;
  if (sku === undefined) throw new Error('the shop has nothing to sell');
  const began = Date.now();
  const shoppers = new Shoppers(platform, { mark, sku, perSecond: ordersPerSecond, seed });
  try {
    for (const blow of blows) await strike(platform, blow);
    await whole(platform);
  } catch (error) {
    await shoppers.leave();
    throw error;
  }
  const shopped = await shoppers.leave();
  const audited = await audit(platform, mark, shopped);
  const { refused, changed } = shopped;
  return { blows, seconds: (Date.now() - began) / 1_000, audit: audited, refused, changed };
}

/** What of it the platform promises not to happen. */
export function problemsIn({ audit: { pending, lost, doubled, disagreements }, refused, changed }: Round): string[] {
  return [
    ...(pending > 0 ? [`${pending} orders are not final`] : []),
    ...(lost > 0 ? [`${lost} orders are lost`] : []),
    ...(doubled > 0 ? [`${doubled} orders are in the books twice`] : []),
    ...changed.map((key) => `the key ${key} gave two orders`),
    ...refused.map((text) => `refused: ${text}`),
    ...disagreements,
  ];
}
