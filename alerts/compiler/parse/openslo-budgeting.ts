import { type Milliseconds, parseDuration } from '@sightline/promql';
import type { Budgeting } from '../model';
import type { OpenSlo, OpenSloObjective } from './openslo-schema';
import type { Reporter } from './reporter';
import type { Path } from './yaml-source';

/** `5` is five minutes, `30s` is what it says. */
const sliceOf = (window: string | number): Milliseconds | undefined =>
  typeof window === 'number'
    ? window * 60_000
    : (parseDuration(window) ?? (/^\d+$/.test(window) ? Number(window) * 60_000 : undefined));

/** How bad events become spent budget; undefined with what is missing reported. */
export function readBudgeting(
  method: OpenSlo['spec']['budgetingMethod'],
  { timeSliceWindow, timeSliceTarget }: OpenSloObjective,
  path: Path,
  reporter: Reporter,
): Budgeting | undefined {
  const refuse = (key: string, reason: string, hint: string) =>
    reporter.add({ code: 'budgeting', path: [...path, key], reason, hint });

  if (method === 'Occurrences') {
    if (timeSliceWindow !== undefined)
      return refuse('timeSliceWindow', 'Occurrences knows no time slices', 'Leave it out, or use Timeslices.');
    if (timeSliceTarget !== undefined)
      return refuse('timeSliceTarget', 'Occurrences knows no time slices', 'Leave it out, or use Timeslices.');
    return { method: 'occurrences' };
  }
  const slice = timeSliceWindow === undefined ? undefined : sliceOf(timeSliceWindow);
  if (!slice)
    return refuse(
      'timeSliceWindow',
      `${timeSliceWindow ?? 'nothing'} is no length of a slice`,
      'Write timeSliceWindow: 1m.',
    );
  if (method === 'RatioTimeslices')
    return timeSliceTarget === undefined
      ? { method: 'ratio-timeslices', slice }
      : refuse('timeSliceTarget', 'RatioTimeslices has no target of the slice', 'Leave it out, or use Timeslices.');
  if (timeSliceTarget === undefined)
    return refuse(
      'timeSliceTarget',
      'Timeslices needs the good ratio that makes a slice good',
      'Write timeSliceTarget: 0.95.',
    );
  return { method: 'timeslices', slice, target: timeSliceTarget };
}
