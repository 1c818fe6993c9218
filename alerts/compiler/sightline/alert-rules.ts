import { formatDuration, labelInTemplate, type Milliseconds } from '@sightline/promql';
import { asText } from '../alert-text';
import { labels, metrics } from '../conventions';
import type { Links } from '../dialect';
import { identityFilter, identityLabels } from '../identity';
import { errorBudget, type Slo } from '../model';
import { renderTemplate } from '../parse/quantity';
import { withoutExtras } from '../parse/sloth-extras';
import type { AlertingRule } from '../rules';
import type { BurnRateWindows } from '../windows/burn-rate-windows';
import type { Tier } from '../windows/tiers';
import { lowestRatio, partOf } from './event-rules';
import { partOfTotal } from './part-of-total';
import { trafficGuard } from './traffic-guard';
import type { WindowPlan } from './window-plan';

/** One alert for each tier, all of one name: both windows burn too fast, and enough happened to be worth a look. */
export function alertRules(slo: Slo, tiers: readonly Tier[], links: Links): AlertingRule[] {
  return tiers.flatMap((tier) => {
    const meta = slo.alerts[tier.urgency];
    if (!meta) return [];
    return [
      {
        alert: slo.alertName,
        expr: [
          burning(slo, tier, tier.long),
          `and\n${burning(slo, tier, tier.short)}`,
          ...trafficGuard(slo, tier),
        ].join('\n'),
        ...(tier.alertAfter > 0 && { for: tier.alertAfter }),
        labels: {
          [labels.severity]: asText(tier.severity),
          [labels.tier]: asText(tier.name),
          ...serviceLabel(slo),
          [labels.slothSeverity]: tier.urgency,
          ...meta.labels,
        },
        annotations: { ...annotations(slo, tier, links), ...withoutExtras(meta.annotations) },
      },
    ];
  });
}

/** Unless the SLO is grouped by it: then every alert has its own. */
const serviceLabel = ({ groupBy, service }: Slo) =>
  groupBy.includes(labels.alertService) ? {} : { [labels.alertService]: service };

const burning = (slo: Slo, { factor }: Tier, window: number) =>
  `max without (${labels.window}) (${metrics.errorRatio(window)}${identityFilter(slo)} > ${factor} * ${errorBudget(slo)})`;

function annotations(slo: Slo, { factor, short, long }: Tier, links: Links) {
  const group = slo.groupBy.map((label) => ` ${asText(label)}=${labelInTemplate(label)}`).join('');
  return {
    summary: `${titleOf(slo)}${group} burns its error budget ${factor} times too fast`,
    description: `{{ $value | humanizePercentage }} bad over ${formatDuration(long)} (and still over ${formatDuration(short)}), objective ${slo.objective} %. ${asText(slo.description)}`,
    ...whereToLook(slo, slo.alertName, links),
  };
}

const titleOf = ({ serviceTitle, name }: Slo) => `${asText(serviceTitle)}: ${name}`;

const whereToLook = (slo: Slo, alert: string, links: Links) => ({
  runbook_url: asText(slo.runbook ?? links.runbook(alert)),
  dashboard_url: asText(slo.dashboard ?? links.dashboard(slo.id)),
});

/** `OrderAvailabilityBudgetBurn` becomes `OrderAvailabilityNoData`. */
const siblingOf = ({ alertName }: Slo, what: string) => `${alertName.replace(/BudgetBurn$/, '')}${what}`;

/** With the policy `alert`: the events' series is gone, which is not the same as no traffic. */
export function noDataRules(slo: Slo, { base }: WindowPlan, links: Links): AlertingRule[] {
  if (slo.noData !== 'alert') return [];
  const series = slo.budgeting.method === 'occurrences' ? metrics.total(base) : metrics.tickTotal(base);
  const alert = siblingOf(slo, 'NoData');
  return [
    {
      alert,
      expr: `absent(${series}${identityFilter(slo)})`,
      for: base,
      labels: { ...identityLabels(slo), ...ticketLabels(slo, 'no-data') },
      annotations: {
        summary: `${asText(slo.serviceTitle)}: nothing is known about ${slo.name}`,
        description: `The series ${slo.name} is judged by are missing, so no burn-rate alert can fire. ${asText(slo.description)}`,
        ...whereToLook(slo, alert, links),
      },
    },
  ];
}

const ticketLabels = (slo: Slo, tier: string) => ({
  [labels.severity]: asText(slo.severities.ticket),
  [labels.tier]: tier,
  ...serviceLabel(slo),
});

/** Where nothing proves that the one is a part of the other: more good (or bad) events than events. Then no ratio is true. */
export function disagreementRules(slo: Slo, windows: BurnRateWindows, links: Links): AlertingRule[] {
  const expr = disagreement(slo, windows.page.quick.long);
  const meta = slo.alerts.ticket ?? slo.alerts.page;
  if (!expr || !meta || slo.tiers.length + slo.conditions.length === 0) return [];
  const alert = siblingOf(slo, 'CountsDisagree');
  return [
    {
      alert,
      expr,
      for: windows.page.quick.short,
      labels: { ...identityLabels(slo), ...ticketLabels(slo, 'counts-disagree'), ...meta.labels },
      annotations: {
        summary: `${titleOf(slo)} counts more of a part than of the whole`,
        description: `Its queries count different things, so its ratio and its budget mean nothing. ${asText(slo.description)}`,
        ...whereToLook(slo, alert, links),
      },
    },
  ];
}

function disagreement(slo: Slo, window: Milliseconds): string | undefined {
  const { sli, budgeting } = slo;
  if (sli.kind === 'ratio') {
    if (!sli.parts) return undefined;
    const ratio = `(${renderTemplate(sli.ratio, formatDuration(window))})`;
    return `max(${ratio} > ${1 - lowestRatio} or ${ratio} < ${lowestRatio})`;
  }
  if (sli.kind === 'threshold' || partOfTotal(partOf(sli), sli.total) !== 'claimed') return undefined;
  const [bad, total] =
    budgeting.method === 'occurrences'
      ? [metrics.bad(window), metrics.total(window)]
      : [metrics.sliceBad(budgeting.slice), metrics.sliceTotal(budgeting.slice)];
  const share = `${bad}${identityFilter(slo)}\n%\n${total}${identityFilter(slo)}`;
  return [`> ${1 - lowestRatio} *`, `< ${lowestRatio} *`]
    .map((compared) => share.replace('%', compared))
    .join('\nor\n');
}
