import { labels, metrics } from '../conventions';
import { formatDuration } from '../durations';
import { identityFilter, identityLabels } from '../identity';
import { errorBudget, type Slo } from '../model';
import type { Links } from '../profile';
import type { AlertingRule } from '../rules';
import type { Tier } from '../windows/tiers';
import type { WindowPlan } from './window-plan';

/** One alert for each tier, all of one name: both windows burn too fast, and enough happened to be worth a look. */
export function alertRules(slo: Slo, tiers: readonly Tier[], links: Links): AlertingRule[] {
  return tiers.flatMap((tier) => {
    const meta = slo.alerts[tier.urgency];
    if (!meta) return [];
    return [
      {
        alert: slo.alertName,
        expr: [burning(slo, tier, tier.long), burning(slo, tier, tier.short), ...guard(slo, tier)].join('\nand\n'),
        ...(tier.alertAfter > 0 && { for: tier.alertAfter }),
        labels: {
          [labels.severity]: tier.severity,
          [labels.tier]: tier.name,
          ...serviceLabel(slo),
          [labels.slothSeverity]: tier.urgency,
          ...meta.labels,
        },
        annotations: { ...annotations(slo, tier, links), ...meta.annotations },
      },
    ];
  });
}

/** Unless the SLO is grouped by it: then every alert has its own. */
const serviceLabel = ({ groupBy, service }: Slo) =>
  groupBy.includes(labels.alertService) ? {} : { [labels.alertService]: service };

const burning = (slo: Slo, { factor }: Tier, window: number) =>
  `max without (${labels.window}) (${metrics.errorRatio(window)}${identityFilter(slo)} > ${factor} * ${errorBudget(slo)})`;

/**
 * Enough happened in the long window to be worth a look; and of a ticket, whose long window remembers for days, that it goes on: two
 * bad events in the short window, because a lone one, hours after an outage, would bring the ticket back. Half an event of
 * tolerance: `increase()` extrapolates, so five events may count as 4.9.
 */
function guard(slo: Slo, { long, short, urgency }: Tier): string[] {
  if (!slo.guard) return [];
  const atLeast = (events: string, minimum: number) =>
    `max without (${labels.window}) (${events}${identityFilter(slo)} > ${minimum - 0.5})`;
  if (slo.guard.kind === 'requests') return [atLeast(metrics.total(long), slo.guard.minimum)];
  const goesOn = urgency === 'ticket' ? [atLeast(metrics.bad(short), Math.min(2, slo.guard.minimum))] : [];
  return [atLeast(metrics.bad(long), slo.guard.minimum), ...goesOn];
}

function annotations(slo: Slo, { factor, short, long }: Tier, links: Links) {
  const group = slo.groupBy.map((label) => ` ${label}={{ $labels.${label} }}`).join('');
  return {
    summary: `${slo.serviceTitle}: ${slo.name}${group} burns its error budget ${factor} times too fast`,
    description: `{{ $value | humanizePercentage }} bad over ${formatDuration(long)} (and still over ${formatDuration(short)}), objective ${slo.objective} %. ${slo.description}`,
    runbook_url: slo.runbook ?? links.runbook(slo.alertName),
    dashboard_url: slo.dashboard ?? links.dashboard(slo.id),
  };
}

/** With the policy `alert`: the events' series is gone, which is not the same as no traffic. */
export function noDataRules(slo: Slo, { base }: WindowPlan, links: Links): AlertingRule[] {
  if (slo.noData !== 'alert') return [];
  const series = slo.budgeting.method === 'occurrences' ? metrics.total(base) : metrics.tickTotal(base);
  const alert = `${slo.alertName.replace(/BudgetBurn$/, '')}NoData`;
  return [
    {
      alert,
      expr: `absent(${series}${identityFilter(slo)})`,
      for: base,
      labels: {
        ...identityLabels(slo),
        [labels.severity]: slo.severities.ticket,
        [labels.tier]: 'no-data',
        ...serviceLabel(slo),
      },
      annotations: {
        summary: `${slo.serviceTitle}: nothing is known about ${slo.name}`,
        description: `The series ${slo.name} is judged by are missing, so no burn-rate alert can fire. ${slo.description}`,
        runbook_url: slo.runbook ?? links.runbook(alert),
        dashboard_url: slo.dashboard ?? links.dashboard(slo.id),
      },
    },
  ];
}
