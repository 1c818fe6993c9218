import { measureFreshness } from '@sightline/cli';
import { expect, it } from 'vitest';
import { runningPlatform } from './platform';

/** How soon is for `sightline freshness` to say, on a machine with nothing else to do. */
it('trace, log and metric of every request can be asked for after its response', async () => {
  const { signals } = await measureFreshness(runningPlatform(), { samples: 20 });
  console.log('freshness in ms', signals);
  expect(Object.values(signals).map(({ missing }) => missing)).toEqual([0, 0, 0]);
});
