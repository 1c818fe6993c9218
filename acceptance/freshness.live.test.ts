import { expect, it } from 'vitest';
import { sightline } from './sightline';

interface FreshnessJson {
  readonly signals: Readonly<Record<'trace' | 'log' | 'metric', { readonly missing: number }>>;
}

/** How soon is for `sightline freshness` to say, on a machine with nothing else to do. */
it('trace, log and metric of every request can be asked for after its response', async () => {
  const { signals } = (await sightline('freshness', '--samples', '20', '--json')).json<FreshnessJson>();
  console.log('freshness in ms', signals);
  expect(Object.values(signals).map(({ missing }) => missing)).toEqual([0, 0, 0]);
});
