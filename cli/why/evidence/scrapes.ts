import { inventory } from '@sightline/catalogue';
import type { Evidence } from '../context';
import { component } from '../subject';

/** Who did answer its scrape, and does no more. */
export const scrapes: Evidence = {
  name: 'scrapes',
  async find(context) {
    const query = `min by (service_name) (${inventory.scrapeUp.name})`;
    const series = await context.over(query);
    const { before, now } = context.times;
    const link = context.link('prometheus', query);
    return series.flatMap(({ labels, points }) => {
      const failing = points.findLastIndex(({ value }) => value >= 1) + 1;
      const since = points[failing];
      const answered = points.filter(({ time, value }) => time * 1000 <= before.until.getTime() && value >= 1).length;
      if (since === undefined || answered === 0 || since.time * 1000 > now.until.getTime()) return [];
      const ms = now.until.getTime() - since.time * 1000;
      if (ms < 10_000) return [];
      return [
        {
          evidence: 'scrapes',
          subject: component(labels.service_name ?? 'unknown'),
          message: `${labels.service_name} does not answer its scrape for ${(ms / 1000).toFixed(0)} s`,
          strength: 0.85,
          nature: 'own' as const,
          because: 'it did before',
          since: new Date(since.time * 1000),
          query,
          ...(link !== undefined && { link }),
        },
      ];
    });
  },
};
