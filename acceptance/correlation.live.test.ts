import { finalOrder, type Score, score } from '@sightline/cli';
import { waitUntil } from '@sightline/stores';
import { expect, it } from 'vitest';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();

it('every request log, every trace and every exemplar joins', async () => {
  const since = new Date();
  const placed = await Promise.all(['tok_ok', 'tok_ok', 'tok_declined'].map((token) => buy(platform, token)));
  for (const { id } of placed) await finalOrder(id, platform, 30_000);
  await platform.orders.product('NO-SUCH-PRODUCT');
  await platform.orders.request('POST', '/orders', { body: { items: 'none' } });
  const until = new Date();

  // Spans and lines of the last moments are still on their way.
  let result: Score | undefined;
  await waitUntil(
    async () => {
      result = await score(platform, { since, until });
      return result.share === 1 && result.empty.length === 0 ? true : undefined;
    },
    { withinMs: 20_000, everyMs: 500 },
  );
  expect(result?.parts.flatMap(({ offenders }) => offenders)).toEqual([]);
  expect(result?.empty).toEqual([]);
  expect(result?.share).toBe(1);
});
