import { errorBudget } from '../model';
import type { Lint } from './lint';

/** Without a traffic guard one bad event pages whenever there are few others. */
export const oneEventDoesNotPage: Lint = ({ slo, tiers, dialect }) => {
  const [page] = tiers.filter(({ urgency }) => urgency === 'page');
  const counted = slo.sli.kind === 'bad' || slo.sli.kind === 'good';
  if (dialect === 'sloth' || slo.guard || !page || !counted || slo.budgeting.method !== 'occurrences') return [];
  if (page.factor * errorBudget(slo) >= 1) return [];
  const enough = Math.ceil(1 / (page.factor * errorBudget(slo)));
  return [
    {
      code: 'single-event-pages',
      severity: 'warning',
      path: [],
      reason: `a single bad event pages when there are fewer than ${enough} events in the window of ${page.name}`,
      hint: `Add ${slo.origin.spec === 'openslo/v1' ? 'metadata.annotations' : 'alerting.annotations'}: sightline.dev/min-bad-events: by-traffic (or a number, or sightline.dev/min-requests).`,
    },
  ];
};
