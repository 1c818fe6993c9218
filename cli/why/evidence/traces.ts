import type { Evidence } from '../context';
import { differences } from '../trace-contrast';

/** What slow and failing traces have that those of before had not: attributes, origins of failure, time, repetition. */
export const traces: Evidence = {
  name: 'traces',
  asks: ['traces'],
  async find({ traces: sample, traceLink }) {
    const { now, before } = await sample();
    return differences(now, before).map(({ traceId, ...difference }) => {
      const link = traceLink(traceId);
      return { evidence: 'traces', ...difference, query: `sightline trace ${traceId}`, ...(link && { link }) };
    });
  },
};
