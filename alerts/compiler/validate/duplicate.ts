import type { Lint } from './lint';

export const identityIsUnique: Lint = ({ slo, namesakes }) =>
  namesakes === 0
    ? []
    : [
        {
          code: 'duplicate',
          path: [],
          reason: `another SLO has the id ${slo.id}`,
          hint: 'Rename one of the two: their rules would write the same series.',
        },
      ];
