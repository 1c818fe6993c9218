import { freshnessAims, measureFreshness } from '@sightline/cli';
import { expect, it } from 'vitest';
import { runningPlatform } from './platform';

/** The aims are for a machine that has time; tests share theirs with the tests before them. */
const slack = 1.5;

it('trace, log and metric of a request can be asked for soon after its response', async () => {
  const { signals } = await measureFreshness(runningPlatform(), { samples: 20 });
  console.log('freshness in ms', signals);
  expect(signals.trace.p95).toBeLessThan(freshnessAims.trace * slack);
  expect(signals.log.p95).toBeLessThan(freshnessAims.log * slack);
  expect(signals.metric.p95).toBeLessThan(freshnessAims.metric * slack);
});
