import { formatDuration, type Milliseconds } from '@sightline/promql';
import type { CompiledSlo } from '../compiler/compile';
import { labels } from '../compiler/conventions';
import type { Slo } from '../compiler/model';
import { isAlert } from '../compiler/rules';
import { planWindows, type WindowPlan } from '../compiler/sightline/window-plan';
import { tiersOf } from '../compiler/windows/tiers';
import { firesAboveTheBoundary, firesWhenNothingEverWorked, silentBelowTheBoundary } from './boundary';
import { budgetIsAccounted, periodRemembers } from './budget-accounts';
import { firstErrorsCount, firstSuccessesAreGood, oldCountersAreNoNews } from './event-counts';
import { firesAndResets } from './fires-and-resets';
import { type RuleTest, writeRuleTests } from './promtool-file';
import { fewEventsHaveARatio, idleFromTheStart, idleIsNotBad, nothingIsKnown } from './quiet-times';
import { signalsOf } from './signal';
import { fewBadSlicesAreNotWorthIt, slicesAddUpToTheThreshold, slicesAreJudged } from './slices';
import type { SloScenario, Subject, TierAlert, TierScenario } from './subject';
import {
  loneFailuresAreNotWorthIt,
  loneFailuresBringNothingBack,
  moreTrafficTakesMore,
  toldOnceIsToldOnce,
} from './traffic-guard';
import { firstEventsByAge } from './young-processes';

export interface GeneratedTests {
  readonly name: string;
  readonly text: string;
}

const tierScenarios: readonly TierScenario[] = [
  firesAndResets,
  firesAboveTheBoundary,
  silentBelowTheBoundary,
  firesWhenNothingEverWorked,
  idleIsNotBad,
  idleFromTheStart,
  fewEventsHaveARatio,
  nothingIsKnown,
  loneFailuresAreNotWorthIt,
  loneFailuresBringNothingBack,
  toldOnceIsToldOnce,
  moreTrafficTakesMore,
  firstErrorsCount,
  firstSuccessesAreGood,
  oldCountersAreNoNews,
  slicesAddUpToTheThreshold,
  ...firstEventsByAge,
];
const sloScenarios: readonly SloScenario[] = [
  budgetIsAccounted,
  periodRemembers,
  slicesAreJudged,
  fewBadSlicesAreNotWorthIt,
];

/**
 * promtool files for one SLO, one for each pace: promtool has a single evaluation interval for a file, and a window of days
 * needs a coarser one than a window of minutes. Empty when the SLO's series cannot be derived from its queries.
 */
export function generateRuleTests({ slo, windows, groups }: CompiledSlo, rules: string): GeneratedTests[] {
  const signals = signalsOf(slo);
  if (!signals) return [];
  const tiers = tiersOf(slo, windows);
  const plan = planWindows(slo, windows, tiers);
  const alerts = groups
    .flatMap((group) => group.rules)
    .filter(isAlert)
    .flatMap((rule): TierAlert[] =>
      tiers.filter(({ name }) => name === rule.labels[labels.tier]).map((tier) => ({ tier, rule })),
    );

  const paced = new Map<Milliseconds, RuleTest[]>();
  const add = (evaluation: Milliseconds, build: (subject: Subject) => RuleTest | undefined) => {
    const test = build({
      slo,
      plan,
      alerts,
      signals,
      evaluation,
      interval: intervalOf(evaluation, slo, plan),
    });
    if (test) paced.set(evaluation, [...(paced.get(evaluation) ?? []), test]);
  };
  for (const alert of alerts)
    for (const { pace, build } of tierScenarios) add(pace(alert.tier), (subject) => build(subject, alert));
  for (const { pace, build } of sloScenarios) add(pace(slo, plan), build);

  const groupOrder = groups.map(({ name }) => name);
  return [...paced]
    .sort(([a], [b]) => a - b)
    .map(([evaluation, tests]) => ({
      name: `${slo.id}.${formatDuration(evaluation)}.test.yml`,
      text: writeRuleTests({
        rules,
        evaluation,
        interval: intervalOf(evaluation, slo, plan),
        groupOrder,
        tests,
      }),
    }));
}

/** Five samples within the base window; slices are judged by values of a few seconds ago. */
const intervalOf = (evaluation: Milliseconds, { budgeting }: Slo, { base }: WindowPlan): Milliseconds =>
  Math.min(evaluation, budgeting.method === 'occurrences' ? base / 5 : 15_000);
