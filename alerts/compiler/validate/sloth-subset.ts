import { isForSloth, type Slo } from '../model';
import { groupingOf } from '../parse/indicator-parts';
import type { Lint } from './lint';

/** What an SLO may say that Sloth has no words for, and so the dialect `sloth` would have to drop. */
const beyond: readonly (readonly [string, (slo: Slo) => boolean])[] = [
  ['budgetingMethod Timeslices', ({ budgeting }) => budgeting.method === 'timeslices'],
  ['budgetingMethod RatioTimeslices', ({ budgeting }) => budgeting.method === 'ratio-timeslices'],
  ['a calendar', ({ calendar }) => calendar !== undefined],
  ['thresholdMetric', ({ sli }) => sli.kind === 'threshold'],
  ['group-by', ({ groupBy, sli }) => groupBy.join() !== groupingOf(sli).join()],
  ['a traffic guard', ({ guard }) => guard !== undefined],
  ['no-data', ({ noData }) => noData !== 'ignore'],
  ['maintenance', ({ maintenance }) => maintenance.length > 0],
  ['the outage tier', ({ tiers }) => tiers.includes('outage')],
  ['burn-rate conditions of your own', ({ conditions }) => conditions.length > 0],
];

export const slothCanSayIt: Lint = ({ slo, dialect }) =>
  // What a Sloth file says beyond Sloth is an annotation to Sloth.
  dialect !== 'sloth' || isForSloth(slo)
    ? []
    : beyond
        .filter(([, isUsed]) => isUsed(slo))
        .map(([what]) => ({
          code: 'profile',
          path: [],
          reason: `profile sloth does not know ${what}`,
          hint: 'Compile with --profile sightline, or leave it out.',
        }));
