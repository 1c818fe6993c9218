import { duration, formatDuration } from '@sightline/promql';
import type { Lint } from './lint';

/** How often the platform scrapes, and most others. */
const here = duration('5s');
const elsewhere = duration('15s');

/** A window with fewer than two samples in it has no increase: nothing would ever be recorded, and no alert fire. */
export const windowsHoldSamples: Lint = ({ slo, windows, tiers, scale, scrape }) => {
  const scaled = [windows.page.quick.short, ...tiers.filter(({ name }) => name !== 'outage').map(({ short }) => short)];
  const slice = slo.budgeting.method === 'occurrences' ? [] : [slo.budgeting.slice];
  const shortest = Math.min(...[...scaled, ...slice].map((length) => length * scale));
  if (shortest >= 4 * (scrape ?? elsewhere)) return [];
  const period = formatDuration(slo.period * scale);
  const path =
    slo.origin.spec === 'openslo/v1' ? (slice.length > 0 ? ['spec', 'objectives'] : ['spec', 'timeWindow']) : [];
  const window = `${formatDuration(Math.round(shortest))}, the shortest window of a period of ${period},`;
  const longer =
    slice.length > 0 && slice[0] === shortest / scale
      ? 'Lengthen timeSliceWindow to 1m.'
      : `${/^\d+m$/.test(period) ? `${period} is no month, but minutes. ` : ''}${
          slo.origin.spec === 'openslo/v1' ? 'Write duration: 30d, 28d or 1w' : 'Compile with --period 30d, 28d or 1w'
        }; or give longer windows with --windows.`;
  return shortest < 2 * (scrape ?? here)
    ? [{ code: 'windows-too-short', path, reason: `${window} holds no two samples`, hint: longer }]
    : [
        {
          code: 'windows-short',
          severity: 'warning',
          path,
          reason: `${window} needs samples every ${formatDuration(Math.floor(shortest / 2_000) * 1_000)} at least; ${scrape ? 'they come' : 'many a Prometheus scrapes'} every ${formatDuration(scrape ?? elsewhere)}`,
          hint: longer,
        },
      ];
};
