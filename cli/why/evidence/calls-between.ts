import { inventory } from '@sightline/catalogue';
import { duration } from '../../terminal/duration';
import { compare } from '../compare';
import type { Evidence } from '../context';
import { share } from '../numbers';
import { subjectOf } from '../subject';
import { meanTolerance, shareTolerance, volumesOf } from '../volumes';

function queries(window: string) {
  const rate = (metric: string) => `sum by (client, server, connection_type) (rate(${metric}[${window}]))`;
  const all = rate(inventory.edgeRequests.name);
  const seconds = inventory.edgeClientDuration.name;
  return {
    all,
    failedShare: `(${rate(inventory.edgeFailures.name)} or 0 * ${all}) / ${all}`,
    meanSeconds: `${rate(`${seconds}_sum`)} / ${rate(`${seconds}_count`)}`,
  };
}

/** Which dependency fails its callers or keeps them waiting, by the service graph. */
export const callsBetween: Evidence = {
  name: 'calls-between',
  async find(context) {
    const { all, failedShare, meanSeconds } = queries(context.window);
    const calls = volumesOf(await context.over(all), context.times.now);
    const common = {
      evidence: 'calls-between',
      trouble: 'more',
      about: (labels: Readonly<Record<string, string>>) => subjectOf(labels, '', context.known),
    } as const;
    const found = await Promise.all([
      compare(context, {
        ...common,
        query: failedShare,
        weight: 1,
        tolerance: (_, labels) => shareTolerance(calls(labels)),
        message: ({ client, server }, { before, now }) =>
          `${client} → ${server}: ${share(now)} of the calls fail, before ${share(before)}`,
      }),
      compare(context, {
        ...common,
        query: meanSeconds,
        weight: 0.9,
        nature: 'slow',
        tolerance: (before, labels) => meanTolerance(calls(labels), before),
        message: ({ client, server }, { before, now }) =>
          `${client} → ${server}: a call takes ${duration(now * 1e9)}, before ${duration(before * 1e9)}`,
      }),
    ]);
    return found.flat();
  },
};
