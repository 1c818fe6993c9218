import { labels, metrics } from '../conventions';
import { duration, formatDuration, type Milliseconds } from '../durations';
import { identityFilter, identityLabels } from '../identity';
import type { Calendar, Slo } from '../model';
import type { RecordingRule } from '../rules';
import { windowLabels } from './event-rules';
import type { WindowPlan } from './window-plan';

/** The base window's events kept every step. */
export function tickRules(slo: Slo, base: Milliseconds): RecordingRule[] {
  const filter = identityFilter(slo);
  const tick = (record: string, of: string) => ({ record, expr: `${of}${filter}`, labels: windowLabels(slo, base) });
  return [tick(metrics.tickTotal(base), metrics.total(base)), tick(metrics.tickBad(base), metrics.bad(base))];
}

/** Bad and total of a long window: sums of the ticks. */
export function sumRules(slo: Slo, window: Milliseconds, plan: WindowPlan): RecordingRule[] {
  const summed = (record: string, tick: string): RecordingRule => ({
    record,
    expr: `${sum(slo, window, `${tick}${identityFilter(slo)}`, plan.step)}${plan.overlap === 1 ? '' : ` / ${plan.overlap}`}`,
    labels: windowLabels(slo, window),
  });
  return [
    summed(metrics.total(window), metrics.tickTotal(plan.base)),
    summed(metrics.bad(window), metrics.tickBad(plan.base)),
  ];
}

/** The error ratio as events over events. No events, no errors: 0, never NaN. */
export function ratioRule(slo: Slo, window: Milliseconds): RecordingRule {
  const filter = identityFilter(slo);
  const total = `${metrics.total(window)}${filter}`;
  return {
    record: metrics.errorRatio(window),
    expr: `${metrics.bad(window)}${filter} / (${total} > 0)\nor\n0 * ${total}`,
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

/** A rolling window reaches back from now. A calendar period only takes the ticks that carry its own number. */
function sum(slo: Slo, window: Milliseconds, ticks: string, step: Milliseconds): string {
  const { calendar } = slo;
  if (!calendar || window !== slo.period) return `sum_over_time(${ticks}[${formatDuration(window)}])`;
  const range = calendar.unit === 'fixed' ? window : longest[calendar.unit];
  const number = `${metrics.calendarPeriod}${identityFilter(slo)}`;
  const current = `${ticks} and on (${labels.id}) (${number} == ${number} @ end())`;
  return `sum_over_time((${current})[${formatDuration(range)}:${formatDuration(step)}])`;
}
