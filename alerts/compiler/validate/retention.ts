import { formatDuration } from '@sightline/promql';
import type { Lint } from './lint';

export const periodIsRetained: Lint = ({ slo, retention }) =>
  retention === undefined || slo.period <= retention
    ? []
    : [
        {
          code: 'beyond-retention',
          path: ['spec', 'timeWindow'],
          reason: `the period of ${formatDuration(slo.period)} is longer than the data is kept (${formatDuration(retention)})`,
          hint: 'Shorten the period, or raise storage.tsdb.retention.time.',
        },
      ];
