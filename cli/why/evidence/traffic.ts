import { metrics } from '@sightline/catalogue';
import { compare } from '../compare';
import type { Evidence } from '../context';
import { amount } from '../numbers';

const requests = metrics.httpServerRequestDuration.name;

/** Whether more or less is asked of the services than before. */
export const traffic: Evidence = {
  name: 'traffic',
  async find(context) {
    // A load that is played on purpose takes the shoppers' place; who starts them again wants them as they were.
    const wanted = context.components.find(({ name }) => name === 'traffic')?.intervention;
    if (wanted && wanted.operation !== 'restart') return [];
    return compare(context, {
      evidence: 'traffic',
      query: `sum by (service_name, http_route) (rate(${requests}_count{http_route!~"/(health|metrics|docs).*"}[${context.window}]))`,
      weight: 0.35,
      trouble: 'either',
      missing: 0,
      tolerance: (before) => Math.max(0.5, before * 0.5),
      about: ({ service_name, http_route }) => ({ kind: 'traffic', name: `${service_name} ${http_route}` }),
      message: ({ service_name, http_route }, { before, now }) =>
        `${service_name} gets ${amount(now)} requests/s for ${http_route}, before ${amount(before)}`,
    });
  },
};
