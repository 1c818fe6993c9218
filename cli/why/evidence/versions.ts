import type { SpanMetrics } from '@sightline/stores';
import type { Evidence } from '../context';
import { contrastOf } from '../contrast';
import type { Finding } from '../finding';
import { share } from '../numbers';
import { release } from '../subject';

const each = ['service', 'version'] as const;
const arriving = { kind: '=~"SPAN_KIND_(SERVER|CONSUMER)"' };
const failing = { ...arriving, status: '="STATUS_CODE_ERROR"' };

function failedShareOver(spans: SpanMetrics, window: string): string {
  const all = spans.calls(each, window, arriving);
  return `(${spans.calls(each, window, failing)} or 0 * ${all}) / ${all}`;
}

/** Whether one version of a service fails where the version of before did not. */
export const versions: Evidence = {
  name: 'versions',
  async find(context) {
    const { spans } = context;
    if (!spans?.has('version')) return [];
    const failedShare = failedShareOver(spans, context.window);
    const series = await context.over(failedShare);
    const { before, now } = context.times;
    const link = context.link('prometheus', failedShare);
    return series.flatMap(({ labels, points }): Finding[] => {
      const { service = 'unknown', version = 'unknown' } = spans.read(labels);
      const others = series.filter((other) => spans.read(other.labels).service === service && other.labels !== labels);
      const isNew = points.every(({ time }) => time * 1000 > before.until.getTime());
      const earlier = others.flatMap((other) => other.points).filter(({ time }) => time * 1000 < now.since.getTime());
      if (!isNew || earlier.length === 0) return [];
      const merged = [...earlier, ...points].sort((a, b) => a.time - b.time);
      const contrast = contrastOf(merged, context.times, { tolerance: () => 0.03 });
      if (contrast === undefined || contrast.now < contrast.before) return [];
      return [
        {
          evidence: 'versions',
          subject: release(service, version),
          message: `${service} ${version} fails ${share(contrast.now)} of its work, the version before it ${share(contrast.before)}`,
          strength: 0.95 * contrast.strength,
          because: `${contrast.sigmas.toFixed(0)} times further than it usually strays`,
          since: contrast.since,
          query: failedShare,
          ...(link !== undefined && { link }),
        },
      ];
    });
  },
};
