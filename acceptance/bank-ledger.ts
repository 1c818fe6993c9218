import type { RunningPlatform } from './platform';

interface Entry {
  readonly kind: 'charge' | 'decline' | 'refund' | 'void';
  readonly amountCents: number;
}

/** What the bank, a third party, has booked for an order. */
export async function ledgerOf({ addresses }: RunningPlatform, orderId: string): Promise<readonly Entry[]> {
  const response = await fetch(`${addresses.url('bank')}/ledger?reference=${orderId}`, {
    signal: AbortSignal.timeout(30_000),
  });
  return ((await response.json()) as { entries: Entry[] }).entries;
}

/** The money taken and not given back, in cents. */
export async function takenFor(platform: RunningPlatform, orderId: string): Promise<number> {
  const sign = { charge: 1, refund: -1, decline: 0, void: 0 };
  return (await ledgerOf(platform, orderId)).reduce((sum, { kind, amountCents }) => sum + sign[kind] * amountCents, 0);
}

/** How often the bank took money for the order. */
export const chargesFor = async (platform: RunningPlatform, orderId: string) =>
  (await ledgerOf(platform, orderId)).filter(({ kind }) => kind === 'charge').length;
