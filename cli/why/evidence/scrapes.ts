import { inventory } from '@sightline/catalogue';
import type { Evidence } from '../context';
import { component } from '../subject';

/** Who did answer its scrape, and does no more. */
export const scrapes: Evidence = {
  name: 'scrapes',
  async find(context) {
    // Prometheus alone knows its targets by their job.
    const query = `min by (service_name, job) (${inventory.scrapeUp.name})`;
    const series = await context.over(query);
    const { before, now } = context.times;
    const link = context.link('prometheus', query);
    return series.flatMap(({ labels, points }) => {
      const name = labels.service_name ?? labels.job ?? 'unknown';
      const failing = points.findLastIndex(({ value }) => value >= 1) + 1;
      const since = points[failing];
      const answered = points.filter(({ time, value }) => time * 1000 <= before.until.getTime() && value >= 1).length;
      if (since === undefined || answered === 0 || since.time * 1000 > now.until.getTime()) return [];
      const ms = now.until.getTime() - since.time * 1000;
      if (ms < 10_000) return [];
      return [
        {
          evidence: 'scrapes',
          subject: component(name),
          message: `${name} does not answer its scrape for ${(ms / 1000).toFixed(0)} s`,
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
