import { labels } from './conventions';
import { tierNames } from './model';

/** One entry of `inhibit_rules` in alertmanager.yml. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/**
 * One incident, one page: while a tier fires, the lower tiers of the same SLO (and of the same group of it) are held back.
 * `groupLabels` are the labels named in `sightline.dev/group-by` anywhere: alerts that lack one count as equal in it.
 */
export function inhibitRules(groupLabels: readonly string[] = []): InhibitRule[] {
  return tierNames.slice(0, -1).map((tier, index) => ({
    source_matchers: [`${labels.tier}="${tier}"`],
    target_matchers: [`${labels.tier}=~"${tierNames.slice(index + 1).join('|')}"`],
    equal: [labels.id, ...groupLabels],
  }));
}

/**
 * What a notification groups by, so that a tier whose inhibition ends joins the incident that is already open instead of
 * paging again.
 */
export const notificationGroup = ['alertname', labels.id] as const;
