import { waitUntil } from '@sightline/stores';
import { finalOrder } from '@sightline/traffic';
import { expect, it } from 'vitest';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';
import { sightline } from './sightline';

const platform = runningPlatform();

interface ScoreJson {
  readonly share: number;
  readonly parts: readonly { readonly offenders: readonly unknown[] }[];
  /** What the window held none of. */
  readonly empty: readonly string[];
}

it('every request log, every trace and every exemplar joins', async () => {
  const since = new Date();
  const placed = await Promise.all(['tok_ok', 'tok_ok', 'tok_declined'].map((token) => buy(platform, token)));
  for (const { id } of placed) await finalOrder(id, platform, patience);
  await platform.orders.product('NO-SUCH-PRODUCT');
  await platform.orders.request('POST', '/orders', { body: { items: 'none' } });
  const window = ['--from', since.toISOString(), '--to', new Date().toISOString()];

  // Spans and lines of the last moments are still on their way.
  let result: ScoreJson | undefined;
  await waitUntil(async () => {
    result = (await sightline('score', ...window, '--json')).json<ScoreJson>();
    return result.share === 1 && result.empty.length === 0 ? true : undefined;
  }, patience);
  expect(result?.parts.flatMap(({ offenders }) => offenders)).toEqual([]);
  expect(result?.empty).toEqual([]);
  expect(result?.share).toBe(1);
});
