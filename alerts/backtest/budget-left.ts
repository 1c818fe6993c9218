import { formatDuration, type Milliseconds } from '@sightline/promql';
import type { CompiledSlo } from '../compiler/compile';
import { metrics } from '../compiler/conventions';
import { identityFilter } from '../compiler/identity';
import { errorBudget, type Slo } from '../compiler/model';
import type { Labels, RecordingRule, RuleGroup } from '../compiler/rules';
import { eventRules } from '../compiler/sightline/event-rules';
import { ratioRule, sumRules } from '../compiler/sightline/sum-rules';
import { planWindows } from '../compiler/sightline/window-plan';
import { tiersOf } from '../compiler/windows/tiers';
import { calendarStart } from './calendar-start';
import { inlineRecords, recordsOf } from './inline-records';
import type { MetricStore } from './metric-store';

export interface BudgetLeft {
  /** The labels of a grouped SLO's group; empty otherwise. */
  readonly group: Labels;
  /** 1 is all of it; negative when more than all is spent. */
  readonly left: number;
}

/** How much of the period's budget was left at a moment, from what is stored of the events themselves. */
export async function budgetLeft(
  compiled: CompiledSlo,
  store: Pick<MetricStore, 'query'>,
  { at, evaluation }: { at: Date; evaluation: Milliseconds },
): Promise<BudgetLeft[]> {
  const slo = soFar(compiled.slo, at);
  const records = recordsOf([...compiled.groups, ...periodOf(compiled, slo)], evaluation);
  const samples = await store.query(inlineRecords(metrics.errorRatio(slo.period), records), at);
  return samples.map(({ labels, value }) => ({ group: labels, left: 1 - value / errorBudget(slo) }));
}

/** A calendar period as a rolling one that is as long as the calendar's has lasted. */
function soFar(slo: Slo, at: Date): Slo {
  const { calendar, ...rolling } = slo;
  if (!calendar) return slo;
  const elapsed = at.getTime() - calendarStart(calendar, { at, length: slo.period }).getTime();
  return { ...rolling, period: Math.max(60_000, Math.round(elapsed / 1_000) * 1_000) };
}

/**
 * The ratio of the period, with less work than the compiled rules would be without what they have recorded: events are read from
 * the counters at once, which gives what the sum of many small windows gives; of slices, which all weigh the same, the mean.
 */
function periodOf({ windows }: CompiledSlo, slo: Slo): RuleGroup[] {
  const { budgeting, sli, maintenance, period } = slo;
  const plan = planWindows(slo, windows, tiersOf(slo, windows));
  const group = (...rules: RecordingRule[]) => [{ name: 'period', interval: plan.step, rules }];
  if (budgeting.method !== 'occurrences') {
    const ticks = `${metrics.tickBad(plan.base)}${identityFilter(slo)}[${formatDuration(period)}]`;
    return group({ record: metrics.errorRatio(period), expr: `avg_over_time(${ticks})`, labels: {} });
  }
  const counted = (sli.kind === 'bad' || sli.kind === 'good') && maintenance.length === 0;
  return group(...(counted ? eventRules(slo, period) : sumRules(slo, period, plan)), ratioRule(slo, period));
}
