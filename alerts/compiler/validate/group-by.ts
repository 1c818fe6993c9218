import type { Lint } from './lint';

/** What a query has summed over cannot be told apart afterwards. */
export const groupsAreKept: Lint = ({ slo }) => {
  const { sli, groupBy, origin } = slo;
  const kept =
    sli.kind === 'ratio' || sli.kind === 'threshold'
      ? sli.labels
      : sli.total.kind === 'template'
        ? sli.total.counts.groupBy
        : undefined;
  return groupBy
    .filter((label) => kept && !kept.includes(label))
    .map((label) => ({
      code: 'group-by',
      path: [...(origin.spec === 'openslo/v1' ? ['metadata'] : ['alerting']), 'annotations', 'sightline.dev/group-by'],
      reason: `the queries do not keep the label ${label}`,
      hint: `Write sum by (${label}) (...) in them.`,
    }));
};
