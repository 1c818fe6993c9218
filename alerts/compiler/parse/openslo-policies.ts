import { parseDuration } from '@sightline/promql';
import { type BurnRateCondition, type TierName, type Urgency, urgencyOf } from '../model';
import type { BurnRateWindows } from '../windows/burn-rate-windows';
import { burnRateFactor, outageWindow } from '../windows/burn-rate-windows';
import type { OpenSloObjects } from './openslo-objects';
import type { OpenSloCondition, OpenSloPolicy } from './openslo-schema';
import type { Reporter } from './reporter';
import type { Path } from './yaml-source';

export interface PolicyAt {
  readonly name: string;
  readonly spec: OpenSloPolicy;
  readonly path: Path;
  readonly reporter: Reporter;
}

/** What the policies of an SLO ask for. Without policies the default tiers hold. */
export interface Policies {
  readonly tiers: readonly TierName[];
  readonly severities: Partial<Record<Urgency, string>>;
  readonly conditions: readonly BurnRateCondition[];
  readonly alertWhenNoData: boolean;
  readonly notify: readonly string[];
}

/** A condition with a window and a factor of the table is that tier; any other becomes an alert of its own. */
export function readPolicies(
  policies: readonly PolicyAt[],
  { windows, objects }: { readonly windows: BurnRateWindows; readonly objects: OpenSloObjects },
): Policies {
  const tiers: TierName[] = [];
  const severities: Partial<Record<Urgency, string>> = {};
  const conditions: BurnRateCondition[] = [];
  for (const policy of policies) {
    const condition = readCondition(policy, objects);
    if (!condition) continue;
    const tier = tierOf(condition, windows);
    const known = tier && severities[urgencyOf(tier)];
    if (!tier || condition.alertAfter > 0 || (known !== undefined && known !== condition.severity))
      conditions.push(condition);
    else {
      tiers.push(tier);
      severities[urgencyOf(tier)] = condition.severity;
    }
  }
  return {
    tiers,
    severities,
    conditions,
    alertWhenNoData: policies.some(({ spec }) => spec.alertWhenNoData),
    notify: [
      ...new Set(
        policies.flatMap(({ spec }) =>
          (spec.notificationTargets ?? []).flatMap(({ targetRef, metadata }) => targetRef ?? metadata?.name ?? []),
        ),
      ),
    ],
  };
}

function readCondition(policy: PolicyAt, objects: OpenSloObjects): BurnRateCondition | undefined {
  const { spec, path, reporter } = policy;
  if (spec.alertWhenBreaching === false)
    return reporter.add({
      code: 'unsupported',
      path: [...path, 'alertWhenBreaching'],
      reason: 'a policy that does not alert when the budget burns is not supported',
      hint: 'Leave the policy out, or set alertWhenBreaching: true.',
    });
  const found = findCondition(policy, objects);
  return found && burnRateOf(found);
}

/** A condition, and where it stands: in the policy, or in an object of its own. */
interface ConditionAt {
  readonly name: string;
  readonly spec: OpenSloCondition;
  readonly path: Path;
  readonly reporter: Reporter;
}

function findCondition({ name, spec, path, reporter }: PolicyAt, objects: OpenSloObjects): ConditionAt | undefined {
  const [condition] = spec.conditions;
  const at = [...path, 'conditions', 0];
  if (condition?.spec)
    return { name: condition.metadata?.name ?? name, spec: condition.spec, path: [...at, 'spec'], reporter };
  if (!condition?.conditionRef)
    return reporter.add({
      code: 'shape',
      path: at,
      reason: 'neither spec nor conditionRef is given',
      hint: 'Write the condition inline, or name an AlertCondition.',
    });
  const found = objects.find('AlertCondition', condition.conditionRef, { reporter, path: [...at, 'conditionRef'] });
  return found && { name: condition.conditionRef, spec: found.object.spec, path: ['spec'], reporter: found.reporter };
}

function burnRateOf({ name, spec, path, reporter }: ConditionAt): BurnRateCondition | undefined {
  const at = [...path, 'condition'];
  const { op, threshold, lookbackWindow, alertAfter = '0s' } = spec.condition;
  if (op === 'lt' || op === 'lte')
    reporter.add({
      code: 'op',
      severity: 'warning',
      path: [...at, 'op'],
      reason: `${op} ${threshold} is read as the bound that must hold, as in the examples of OpenSLO: the alert fires when the budget burns faster`,
      hint: `Write op: ${op === 'lt' ? 'gte' : 'gt'} to say that it fires above ${threshold}.`,
    });
  const lookback = parseDuration(lookbackWindow);
  const wait = parseDuration(alertAfter);
  const noDuration = (key: string, text: string, example: string) =>
    reporter.add({ code: 'shape', path: [...at, key], reason: `${text} is no duration`, hint: `Write ${example}.` });
  if (!lookback) noDuration('lookbackWindow', lookbackWindow, '1h');
  if (wait === undefined) noDuration('alertAfter', alertAfter, '5m');
  if (!lookback || wait === undefined) return undefined;
  return { name, severity: spec.severity, factor: threshold, lookback, alertAfter: wait };
}

function tierOf(
  { factor, lookback }: BurnRateCondition,
  { period, page, ticket }: BurnRateWindows,
): TierName | undefined {
  const table = [
    ['outage', outageWindow],
    ['page-quick', page.quick],
    ['page-slow', page.slow],
    ['ticket-quick', ticket.quick],
    ['ticket-slow', ticket.slow],
  ] as const;
  return table.find(
    ([, window]) => window.long === lookback && Math.abs(burnRateFactor(period, window) / factor - 1) < 1e-9,
  )?.[0];
}
