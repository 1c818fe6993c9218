import { measureFreshness, signals } from '@sightline/cli';
import { expect, it } from 'vitest';
import { runningPlatform } from './platform';

/** How soon is for `sightline freshness` to say, on a machine with nothing else to do. */
it('trace, log and metric of every request can be asked for after its response', async () => {
  const freshness = await measureFreshness(runningPlatform(), { samples: 20 });
  console.log('freshness in ms', freshness.signals);
  expect(signals.map((signal) => [signal, freshness.signals[signal].missing])).toEqual(
    signals.map((signal) => [signal, 0]),
  );
});
