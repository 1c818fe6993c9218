import { duration, formatDuration, type Milliseconds } from '@sightline/promql';
import { labels, metrics } from '../conventions';
import { identityFilter, identityLabels } from '../identity';
import type { Calendar, Slo } from '../model';
import type { RecordingRule } from '../rules';
import { windowLabels, withinBounds } from './event-rules';
import type { WindowPlan } from './window-plan';

/** The base window's events kept every step. */
export function tickRules(slo: Slo, base: Milliseconds): RecordingRule[] {
  const filter = identityFilter(slo);
  const tick = (record: string, of: string) => ({ record, expr: `${of}${filter}`, labels: windowLabels(slo, base) });
  return [tick(metrics.tickTotal(base), metrics.total(base)), tick(metrics.tickBad(base), metrics.bad(base))];
}

/** Bad and total of a long window: sums of the ticks. */
export function sumRules(slo: Slo, window: Milliseconds, plan: WindowPlan): RecordingRule[] {
  if (slo.calendar && window === slo.period) return calendarSums(slo, slo.calendar, plan);
  const filter = identityFilter(slo);
  const overlap = plan.overlap === 1 ? '' : ` / ${plan.overlap}`;
  const summed = (record: string, tick: string): RecordingRule => ({
    record,
    expr: `sum_over_time(${tick}${filter}[${formatDuration(window)}])${overlap}`,
    labels: windowLabels(slo, window),
  });
  return [
    summed(metrics.total(window), metrics.tickTotal(plan.base)),
    summed(metrics.bad(window), metrics.tickBad(plan.base)),
  ];
}

/** The error ratio as events over events. No events, no errors: 0, never NaN. Of slices there is always one. */
export function ratioRule(slo: Slo, window: Milliseconds): RecordingRule {
  const filter = identityFilter(slo);
  const bad = `${metrics.bad(window)}${filter}`;
  const total = `${metrics.total(window)}${filter}`;
  return {
    record: metrics.errorRatio(window),
    expr:
      slo.budgeting.method === 'occurrences'
        ? `${withinBounds(slo, `${bad} / (${total} > 0)`)}\nor\n${total} == 0`
        : `${bad} / ${total}`,
    labels: windowLabels(slo, window),
  };
}

/** A number that changes exactly when a new calendar period begins. */
export function calendarRules(slo: Slo): RecordingRule[] {
  if (!slo.calendar) return [];
  return [
    {
      record: metrics.calendarPeriod,
      expr: periodNumber(slo.calendar, slo.period),
      labels: { ...identityLabels(slo), ...slo.labels },
    },
  ];
}

function periodNumber(calendar: Calendar, period: Milliseconds): string {
  switch (calendar.unit) {
    case 'month':
      return 'year() * 12 + month()';
    case 'quarter':
      return 'year() * 4 + floor((month() - 1) / 3)';
    case 'year':
      return 'year()';
    case 'fixed':
      return `floor((vector(time()) - ${calendar.start / 1_000}) / ${period / 1_000})`;
  }
}

const longest = { month: duration('31d'), quarter: duration('92d'), year: duration('366d') } as const;

/**
 * What happened since the calendar period began: the tiles that carry the period's own number. A tile is as long as the
 * distance between two, so every event is counted once; the sum is behind by one tile at most.
 */
function calendarSums(slo: Slo, calendar: Calendar, { tile }: WindowPlan): RecordingRule[] {
  const filter = identityFilter(slo);
  const range = formatDuration(calendar.unit === 'fixed' ? slo.period : longest[calendar.unit]);
  const number = `${metrics.calendarPeriod}${filter}`;
  const summed = (record: string, tiles: string): RecordingRule => ({
    record,
    expr: `sum_over_time(\n  (${tiles}${filter} and on (${labels.id}) (${number} == ${number} @ end()))[${range}:${formatDuration(tile)}]\n)`,
    labels: windowLabels(slo, slo.period),
  });
  return [summed(metrics.total(slo.period), metrics.total(tile)), summed(metrics.bad(slo.period), metrics.bad(tile))];
}
