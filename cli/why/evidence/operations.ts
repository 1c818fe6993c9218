import { inventory } from '@sightline/catalogue';
import { duration } from '../../terminal/duration';
import { compare } from '../compare';
import type { Evidence } from '../context';
import { share } from '../numbers';
import { subjectOf } from '../subject';
import { meanTolerance, shareTolerance, volumesOf } from '../volumes';

const calls = inventory.spanCalls.name;
const seconds = inventory.spanDuration.name;

function queries(window: string) {
  const rate = (selector: string) => `sum by (service_name, span_name, span_kind) (rate(${selector}[${window}]))`;
  const all = rate(calls);
  const failed = rate(`${calls}{status_code="STATUS_CODE_ERROR"}`);
  return {
    all,
    failedShare: `(${failed} or 0 * ${all}) / ${all}`,
    meanSeconds: `${rate(`${seconds}_sum`)} / ${rate(`${seconds}_count`)}`,
  };
}

/** Which work of which service fails or is slow, by the span metrics. */
export const operations: Evidence = {
  name: 'operations',
  async find(context) {
    const { all, failedShare, meanSeconds } = queries(context.window);
    const volume = volumesOf(await context.over(all), context.times.now);
    const about = ({ service_name = 'unknown', span_name }: Readonly<Record<string, string>>) =>
      subjectOf({ service_name }, span_name, context.known);
    const common = { evidence: 'operations', trouble: 'more', about } as const;
    const found = await Promise.all([
      compare(context, {
        ...common,
        query: failedShare,
        weight: 0.9,
        tolerance: (_, labels) => shareTolerance(volume(labels)),
        message: ({ service_name, span_name }, { before, now }) =>
          `${service_name}: ${span_name} fails ${share(now)} of the time, before ${share(before)}`,
      }),
      compare(context, {
        ...common,
        query: meanSeconds,
        weight: 0.8,
        nature: 'slow',
        tolerance: (before, labels) => meanTolerance(volume(labels), before),
        message: ({ service_name, span_name }, { before, now }) =>
          `${service_name}: ${span_name} takes ${duration(now * 1e9)}, before ${duration(before * 1e9)}`,
      }),
    ]);
    return found.flat();
  },
};
