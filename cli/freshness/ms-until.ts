import { waitUntil } from '@sightline/stores';

const patience = { withinMs: 30_000, everyMs: 50 };

/** How long it takes until something is there, in milliseconds; undefined when it is not within half a minute. */
export async function msUntil(
  isThere: () => Promise<boolean | undefined>,
  everyMs = patience.everyMs,
): Promise<number | undefined> {
  const { value, ms } = await waitUntil(async () => (await isThere()) || undefined, { ...patience, everyMs });
  return value ? ms : undefined;
}
