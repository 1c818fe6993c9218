import type { Action, Change, Policy } from './policy';

/** What a policy must know of an SLO. */
export interface BudgetState {
  readonly id: string;
  readonly service: string;
  /** Undefined when nothing is known. */
  readonly budgetLeft?: number;
  readonly firing: readonly { readonly urgency: 'page' | 'ticket'; readonly tier: string }[];
}

export interface Verdict extends Action {
  readonly id: string;
  readonly service: string;
  /** What the policy was asked for: `12 % of the budget left`. */
  readonly reason: string;
}

/** Of all that applies to the SLO, what allows least. */
export function judge(policy: Policy, { id, service, ...state }: BudgetState): Verdict {
  const verdicts = applying(policy, state);
  const strictest = verdicts.toSorted((a, b) => a.allow.length - b.allow.length)[0];
  return { id, service, ...(strictest ?? { reason: 'nothing is known', ...policy.noData }) };
}

export const allows = ({ allow }: Action, change: Change) => allow.includes(change);

function applying(
  policy: Policy,
  { budgetLeft, firing }: Pick<BudgetState, 'budgetLeft' | 'firing'>,
): (Action & { readonly reason: string })[] {
  const alerts = firing.map(({ urgency, tier }) => ({ reason: `the alert ${tier} fires`, ...policy.firing[urgency] }));
  if (budgetLeft === undefined) return [...alerts, { reason: 'nothing is known of its budget', ...policy.noData }];
  const step = policy.budget.find(({ above }) => above === undefined || budgetLeft > above);
  const reason = `${Number((100 * budgetLeft).toFixed(1))} % of the budget is left`;
  return [...alerts, ...(step ? [{ reason, allow: step.allow, next: step.next }] : [])];
}
