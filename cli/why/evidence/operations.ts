import { duration } from '../../terminal/duration';
import { compare } from '../compare';
import type { Evidence } from '../context';
import { share } from '../numbers';
import { subjectOf } from '../subject';
import { meanTolerance, shareTolerance, volumesOf } from '../volumes';

const each = ['service', 'name', 'kind'] as const;
const failing = { status: '="STATUS_CODE_ERROR"' };

/** Which work of which service fails or is slow, by the span metrics. */
export const operations: Evidence = {
  name: 'operations',
  async find(context) {
    const { spans, window } = context;
    if (spans === undefined) return [];
    const all = spans.calls(each, window);
    const failedShare = `(${spans.calls(each, window, failing)} or 0 * ${all}) / ${all}`;
    const meanSeconds = spans.meanSeconds(each, window);
    const volume = volumesOf(await context.over(all), context.times.now);
    const common = {
      evidence: 'operations',
      trouble: 'more',
      about: (labels: Readonly<Record<string, string>>) => {
        const { service = 'unknown', name } = spans.read(labels);
        return subjectOf({ service_name: service }, name, context.known);
      },
    } as const;
    const found = await Promise.all([
      compare(context, {
        ...common,
        query: failedShare,
        weight: 0.9,
        tolerance: (_, labels) => shareTolerance(volume(labels)),
        message: (labels, { before, now }) => {
          const { service, name } = spans.read(labels);
          return `${service}: ${name} fails ${share(now)} of the time, before ${share(before)}`;
        },
      }),
      ...(meanSeconds === undefined
        ? []
        : [
            compare(context, {
              ...common,
              query: meanSeconds,
              weight: 0.8,
              nature: 'slow',
              tolerance: (before, labels) => meanTolerance(volume(labels), before),
              message: (labels, { before, now }) => {
                const { service, name } = spans.read(labels);
                return `${service}: ${name} takes ${duration(now * 1e9)}, before ${duration(before * 1e9)}`;
              },
            }),
          ]),
    ]);
    return found.flat();
  },
};
