import { errorBudget } from '../model';
import type { Lint } from './lint';

/** An error ratio never exceeds 1, so a factor f needs an objective of more than 1 - 1/f. */
export const tiersCanFire: Lint = ({ slo, tiers, profile }) =>
  tiers
    .filter(({ factor }) => slo.objective < 100 && factor * errorBudget(slo) >= 1)
    .map(({ name, factor }) => ({
      code: 'never-fires',
      severity: profile === 'sloth' ? ('warning' as const) : ('error' as const),
      path: [],
      reason: `the alert ${name} can never fire: ${factor} times the budget of ${slo.objective} % is more than every event`,
      hint: `Raise the objective above ${(100 * (1 - 1 / factor)).toFixed(2)} %, or name the other tiers in sightline.dev/tiers.`,
    }));
