import { receiverOf } from '../../routing/expected-route';
import { labels } from '../conventions';
import type { Finding } from '../parse/reporter';
import type { Lint } from './lint';

/** An alert whose severity no route knows goes to the default receiver: whoever should be woken is not. */
export const severitiesAreRouted: Lint = ({ slo, tiers, dialect }) => {
  const severities = new Map<string, Finding['path']>();
  for (const { urgency, severity } of tiers) {
    const own = slo.alerts[urgency]?.labels[labels.severity];
    if (own === undefined && dialect === 'sloth') continue;
    severities.set(
      own ?? severity,
      own === undefined
        ? slo.namedByPolicies
          ? ['spec', 'alertPolicies']
          : []
        : ['alerting', `${urgency}_alert`, 'labels', labels.severity],
    );
  }
  return [...severities]
    .filter(([severity]) => receiverOf(severity) === undefined)
    .map(([severity, path]) => ({
      code: 'no-route',
      severity: 'warning',
      path,
      reason: `no route takes alerts of severity ${severity}: they go to chat with all that nobody claims`,
      hint: 'Use critical (pager), warning (chat) or info (mail), or add a route for it to alerts/alertmanager.yml.',
    }));
};
