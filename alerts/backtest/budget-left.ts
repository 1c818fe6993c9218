import type { CompiledSlo } from '../compiler/compile';
import { metrics } from '../compiler/conventions';
import type { Milliseconds } from '../compiler/durations';
import { errorBudget, type Slo } from '../compiler/model';
import type { Labels, RuleGroup } from '../compiler/rules';
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
  const groups = compiled.slo.calendar ? [...compiled.groups, periodOf({ ...compiled, slo })] : compiled.groups;
  const samples = await store.query(inlineRecords(metrics.errorRatio(slo.period), recordsOf(groups, evaluation)), at);
  return samples.map(({ labels, value }) => ({ group: labels, left: 1 - value / errorBudget(slo) }));
}

/** A calendar period as a rolling one that is as long as the calendar's has lasted. */
function soFar(slo: Slo, at: Date): Slo {
  const { calendar, ...rolling } = slo;
  if (!calendar) return slo;
  const elapsed = at.getTime() - calendarStart(calendar, { at, length: slo.period }).getTime();
  return { ...rolling, period: Math.max(60_000, Math.round(elapsed / 1_000) * 1_000) };
}

function periodOf({ slo, windows }: CompiledSlo): RuleGroup {
  const plan = planWindows(slo, windows, tiersOf(slo, windows));
  return {
    name: 'period',
    interval: plan.step,
    rules: [...sumRules(slo, slo.period, plan), ratioRule(slo, slo.period)],
  };
}
