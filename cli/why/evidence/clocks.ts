import { duration } from '../../terminal/duration';
import type { Evidence } from '../context';
import { median } from '../contrast';
import { component } from '../subject';

/** Clocks of one machine agree; those of several, kept by NTP, differ by milliseconds. */
const tolerable = 1e9;
const fewest = 3;

/** Whose spans lie in the future, or begin before what caused them. */
export const clocks: Evidence = {
  name: 'clocks',
  asks: ['traces'],
  async find({ traces, future, times, traceLink }) {
    const now = [...(await traces()).now, ...(await future())];
    const offsets = new Map<string, { nanos: number; traceId: string }[]>();
    for (const { traceId, handovers } of now) {
      for (const { from, to, nanos } of handovers) {
        // Nothing begins before its cause: one of the two clocks is wrong by this at least.
        const key = `${from} ${to}`;
        offsets.set(key, [...(offsets.get(key) ?? []), { nanos, traceId }]);
      }
    }
    const impossible = [...offsets].flatMap(([key, all]) => {
      // Of several instances, one may be off.
      const seen = all.filter(({ nanos }) => nanos < -tolerable);
      const [from = '', to = ''] = key.split(' ');
      return seen.length >= fewest ? [{ from, to, nanos: median(seen.map(({ nanos }) => nanos)), seen }] : [];
    });
    const endNano = times.now.until.getTime() * 1e6;
    const ahead = (service: string) => now.some(({ latest }) => (latest.get(service) ?? 0) > endNano + tolerable);
    return impossible.map(({ from, to, nanos, seen }) => {
      // One of them is off; what lies in the future tells which. Without that, the one that seems to be behind.
      const culprit = ahead(from) ? from : to;
      const [example] = seen;
      const link = example && traceLink(example.traceId);
      return {
        evidence: 'clocks',
        subject: component(culprit),
        message: `the clocks of ${from} and ${to} disagree: what ${from} causes begins at ${to} ${duration(-nanos)} before`,
        strength: 0.93,
        nature: 'own' as const,
        because: `the median of ${seen.length} traces; ${culprit === from ? `spans of ${from} lie in the future` : `those of ${from} do not lie in the future`}`,
        query: `sightline trace ${example?.traceId}`,
        ...(link !== undefined && { link }),
      };
    });
  },
};
