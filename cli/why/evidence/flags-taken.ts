import { inventory, metrics } from '@sightline/catalogue';
import { compare } from '../compare';
import type { Evidence } from '../context';
import { share } from '../numbers';
import { flag } from '../subject';

const taken = (window: string) =>
  `sum by (service_name, feature_flag_key) (rate(${metrics.flagEvaluations.name}[${window}]))`;
const work = (window: string) =>
  `sum by (service_name) (rate(${inventory.spanCalls.name}{span_kind=~"SPAN_KIND_(SERVER|CONSUMER)"}[${window}]))`;

/** How much of the work goes another way than before because of a flag. */
export const flagsTaken: Evidence = {
  name: 'flags-taken',
  find: (context) =>
    compare(context, {
      evidence: 'flags-taken',
      query: `${taken(context.window)} / on (service_name) group_left ${work(context.window)}`,
      weight: 0.9,
      trouble: 'more',
      missing: 0,
      tolerance: () => 0.02,
      about: ({ feature_flag_key = 'unknown' }) => flag(feature_flag_key),
      message: ({ service_name, feature_flag_key }, { before, now }) =>
        `${service_name}: ${feature_flag_key} decides ${share(now)} of the requests and messages, before ${share(before)}`,
    }),
};
