import type { Lint } from './lint';

/** 100 % leaves no budget: every burn rate is a division by zero. */
export const objectiveLeavesBudget: Lint = ({ slo, dialect }) =>
  slo.objective < 100
    ? []
    : [
        {
          code: 'objective-100',
          // Sloth accepts it; its alerts then fire at the first error.
          severity: dialect === 'sloth' ? 'warning' : 'error',
          path: [],
          reason: 'an objective of 100 % leaves no error budget',
          hint: 'Choose an objective below 100: 99.9 allows one bad event in a thousand.',
        },
      ];
