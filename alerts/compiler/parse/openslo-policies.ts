import { parseDuration } from '../durations';
import { type BurnRateCondition, type TierName, type Urgency, urgencyOf } from '../model';
import type { BurnRateWindows } from '../windows/burn-rate-windows';
import { burnRateFactor, outageWindow } from '../windows/burn-rate-windows';
import type { OpenSloPolicy } from './openslo-schema';
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
export function readPolicies(policies: readonly PolicyAt[], windows: BurnRateWindows): Policies {
  const tiers: TierName[] = [];
  const severities: Partial<Record<Urgency, string>> = {};
  const conditions: BurnRateCondition[] = [];
  for (const policy of policies) {
    const condition = readCondition(policy);
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
      ...new Set(policies.flatMap(({ spec }) => (spec.notificationTargets ?? []).map(({ targetRef }) => targetRef))),
    ],
  };
}

function readCondition({ name, spec, path, reporter }: PolicyAt): BurnRateCondition | undefined {
  if (spec.alertWhenBreaching === false)
    return reporter.add({
      code: 'unsupported',
      path: [...path, 'alertWhenBreaching'],
      reason: 'a policy that does not alert when the budget burns is not supported',
      hint: 'Leave the policy out, or set alertWhenBreaching: true.',
    });
  const [condition] = spec.conditions;
  if (!condition) return undefined;
  const at = [...path, 'conditions', 0, 'spec', 'condition'];
  const { threshold, lookbackWindow, alertAfter = '0s' } = condition.spec.condition;
  const lookback = parseDuration(lookbackWindow);
  const wait = parseDuration(alertAfter);
  if (!lookback)
    reporter.add({
      code: 'shape',
      path: [...at, 'lookbackWindow'],
      reason: `${lookbackWindow} is no duration`,
      hint: 'Write 1h.',
    });
  if (wait === undefined)
    reporter.add({
      code: 'shape',
      path: [...at, 'alertAfter'],
      reason: `${alertAfter} is no duration`,
      hint: 'Write 5m.',
    });
  if (!lookback || wait === undefined) return undefined;
  return {
    name: condition.metadata?.name ?? name,
    severity: condition.spec.severity,
    factor: threshold,
    lookback,
    alertAfter: wait,
  };
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
