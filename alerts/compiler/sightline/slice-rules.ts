import { formatDuration, type Milliseconds } from '@sightline/promql';
import { metrics } from '../conventions';
import { identityFilter } from '../identity';
import type { Budgeting, Slo } from '../model';
import { hasWindow } from '../parse/quantity';
import type { RecordingRule } from '../rules';
import { badShare, eventRules, windowLabels, withinBounds } from './event-rules';
import { outsideMaintenance } from './maintenance';

type Sliced = Exclude<Budgeting, { method: 'occurrences' }>;

/** One tick for each slice: whether it counts, and how bad it was. A slice without events is what the no-data policy says. */
export function sliceRules(slo: Slo, budgeting: Sliced): RecordingRule[] {
  const { slice } = budgeting;
  const labels = windowLabels(slo, slice);
  const { rules, share } = sharesOfSlice(slo, slice);
  const judged =
    budgeting.method === 'timeslices' ? `${share} > bool ${Number((1 - budgeting.target).toPrecision(12))}` : share;
  const bad = `${metrics.tickBad(slice)}${identityFilter(slo)}`;
  const counted =
    slo.noData === 'good' || slo.noData === 'bad' ? `${judged}\nor on ()\n${withoutData(slo, slice)}` : judged;
  return [
    ...rules,
    { record: metrics.tickBad(slice), expr: outsideMaintenance(counted, slo.maintenance, slice), labels },
    { record: metrics.tickTotal(slice), expr: `0 * ${bad} + 1`, labels },
  ];
}

/**
 * What a slice without data counts as, once there was one with data: before the first sample of a new platform nothing is known.
 */
function withoutData(slo: Slo, slice: Milliseconds): string {
  const lately = `${metrics.tickBad(slice)}${identityFilter(slo)}[${formatDuration(slo.period)}]`;
  return `${slo.noData === 'bad' ? 1 : 0} * max(present_over_time(${lately}))`;
}

/** The share of the slice that was bad, and the rules it needs. Values without counts are sampled many times a slice. */
function sharesOfSlice(slo: Slo, slice: Milliseconds): { rules: RecordingRule[]; share: string } {
  const { sli } = slo;
  if (sli.kind === 'ratio' && hasWindow(sli.ratio)) return { rules: [], share: badShare({ ...slo, sli }, slice) };
  if (sli.kind === 'ratio' || sli.kind === 'threshold') {
    const step = formatDuration(sampleEvery(slice));
    return {
      rules: [],
      share: `avg_over_time((${badShare({ ...slo, sli }, slice)})[${formatDuration(slice)}:${step}])`,
    };
  }
  const filter = identityFilter(slo);
  const names = { total: metrics.sliceTotal(slice), bad: metrics.sliceBad(slice) };
  return {
    rules: eventRules({ ...slo, maintenance: [] }, slice, names),
    share: `(${withinBounds(slo, `${names.bad}${filter} / (${names.total}${filter} > 0)`)})`,
  };
}

/** How often a value is sampled in a slice: twelve times, in whole seconds. */
export const sampleEvery = (slice: Milliseconds): Milliseconds => Math.max(1_000, Math.ceil(slice / 12_000) * 1_000);
