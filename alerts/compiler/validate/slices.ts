import { formatDuration } from '@sightline/promql';
import type { Finding } from '../parse/reporter';
import type { Lint } from './lint';

/** What time slices, ratios and policies cannot be combined with. */
export const methodsFitTogether: Lint = ({ slo, windows, tiers }) => {
  const findings: Finding[] = [];
  const refuse = (path: string, reason: string, hint: string) =>
    findings.push({ code: 'combination', path: ['metadata', 'annotations', `sightline.dev/${path}`], reason, hint });
  const { budgeting, sli, guard, noData, groupBy } = slo;
  const sliced = budgeting.method !== 'occurrences';
  const counted = sli.kind === 'bad' || sli.kind === 'good';

  const guardable = budgeting.method === 'timeslices' ? guard?.kind !== 'requests' : counted && !sliced;
  if (guard && !guardable)
    refuse(
      guard.kind === 'requests' ? 'min-requests' : 'min-bad-events',
      'a traffic guard needs events, or the bad ones of time slices, not ratios',
      'Leave it out.',
    );
  if ((noData === 'good' || noData === 'bad') && !sliced)
    refuse('no-data', `no-data ${noData} needs time slices`, 'Use ignore or alert, or budgetingMethod: Timeslices.');
  if ((noData === 'good' || noData === 'bad') && groupBy.length > 0)
    refuse(
      'no-data',
      `no-data ${noData} cannot be combined with group-by: a group without data is not known`,
      'Use ignore or alert.',
    );
  if (!sliced) return findings;
  const shortest = Math.min(windows.page.quick.short, ...tiers.map(({ short }) => short));
  if (budgeting.slice > shortest)
    findings.push({
      code: 'slice-too-long',
      path: ['spec', 'objectives'],
      reason: `a slice of ${formatDuration(budgeting.slice)} does not fit into the shortest alert window, ${formatDuration(shortest)}`,
      hint: 'Shorten timeSliceWindow, or use longer windows.',
    });
  return findings;
};
