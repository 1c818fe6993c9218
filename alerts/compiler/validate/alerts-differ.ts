import type { Lint } from './lint';

/** The name of a tier, or of a condition, is the label that tells the alerts of an SLO apart. */
export const alertsDiffer: Lint = ({ slo, tiers }) =>
  [...new Set(tiers.map(({ name }) => name))]
    .filter((name) => tiers.filter((tier) => tier.name === name).length > 1)
    .map((name) => ({
      code: 'duplicate-alert',
      path: slo.origin.spec === 'openslo/v1' ? ['spec', 'alertPolicies'] : [],
      reason: `two alerts would be called ${name}`,
      hint: 'Give each condition a metadata.name of its own, other than outage, page-quick, page-slow, ticket-quick and ticket-slow; leave one out where they say the same.',
    }));
