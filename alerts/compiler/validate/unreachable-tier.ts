import { errorBudget, isForSloth, type Slo } from '../model';
import type { Finding } from '../parse/reporter';
import { askedTiers, canFire, type Tier } from '../windows/tiers';
import type { Lint, LintSubject } from './lint';

/** An alert that can never fire is worse than none: people count on it. */
export const tiersCanFire: Lint = (subject) => {
  const { slo, windows } = subject;
  const asked = askedTiers(slo, windows);
  const dead = asked.filter((tier) => !canFire(slo, tier));
  if (dead.length === 0) return [];
  return isForSloth(slo) ? inSloth(subject, dead) : dead.map((tier) => inOpenSlo(subject, tier, asked));
};

/** A Sloth file has a page and a ticket, each of two tiers. */
function inSloth({ slo, tiers, dialect }: LintSubject, dead: readonly Tier[]): Finding[] {
  return (['page', 'ticket'] as const).flatMap((urgency): Finding[] => {
    const ofUrgency = dead.filter((tier) => tier.urgency === urgency);
    if (ofUrgency.length === 0) return [];
    const isLost = tiers.some((tier) => ofUrgency.includes(tier) || ofUrgency.some(({ name }) => name === tier.name));
    const names = ofUrgency.map(({ name }) => name).join(' and ');
    return [
      {
        code: 'never-fires',
        severity: isLost && dialect !== 'sloth' ? 'error' : 'warning',
        path: isLost ? ['alerting', `${urgency}_alert`] : [],
        reason: `${never(slo, names, ofUrgency)}${isLost ? '' : '; it is left out, and the other one stays'}`,
        hint: isLost
          ? `Write page_alert: { disable: true } under alerting, or raise the objective above ${lowest(ofUrgency)} %.`.replace(
              'page',
              urgency,
            )
          : `Raise the objective above ${lowest(ofUrgency)} % to have it.`,
      },
    ];
  });
}

function inOpenSlo({ slo, dialect }: LintSubject, tier: Tier, asked: readonly Tier[]): Finding {
  const others = asked.filter((each) => canFire(slo, each)).map(({ name }) => name);
  const policies = slo.namedByPolicies;
  const without = policies
    ? `lower its threshold below ${Number((1 / errorBudget(slo)).toPrecision(3))}, or leave the condition out`
    : others.length > 0
      ? `name the others in metadata.annotations: sightline.dev/tiers: "${others.join(', ')}"`
      : 'write alertPolicies: [] under spec for an SLO without alerts';
  return {
    code: 'never-fires',
    severity: dialect === 'sloth' ? 'warning' : 'error',
    path: policies ? ['spec', 'alertPolicies'] : [],
    reason: never(slo, tier.name, [tier]),
    hint: `Raise the objective above ${lowest([tier])} %, or ${without}.`,
  };
}

const never = ({ objective }: Slo, names: string, tiers: readonly Tier[]) =>
  `the alert${tiers.length > 1 ? 's' : ''} ${names} can never fire: ${Math.min(...tiers.map(({ factor }) => factor))} times the budget of ${objective} % is more than every event`;

/** Rounded up, so that the number itself would do. */
const lowest = (tiers: readonly Tier[]) =>
  (Math.ceil(10_000 * (1 - 1 / Math.min(...tiers.map(({ factor }) => factor)))) / 100).toFixed(2);
