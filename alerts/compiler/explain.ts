import { formatDuration, type Milliseconds } from '@sightline/promql';
import type { CompiledSlo } from './compile';
import { alwaysEnough, type Claim, enoughEvents } from './enough-events';
import { errorBudget, type Slo } from './model';
import { isAlert } from './rules';
import { detectionTime } from './windows/detection-time';
import { type Tier, tiersOf } from './windows/tiers';
import { promisesAt, promisesText } from './windows/traffic-promise';

/** Events an hour that an SLO is explained at when its own traffic is not known. */
const usualTraffic = [1, 10, 100, 1_000] as const;

/** An SLO in words: the promise, the budget, for each alert what it takes, and what they tell at how much traffic (events an hour). */
export function explain({ slo, windows, groups }: CompiledSlo, traffic: readonly number[] = usualTraffic): string {
  const rules = groups.flatMap((group) => group.rules);
  const alerts = rules.filter(isAlert).length;
  const tiers = tiersOf(slo, windows);
  return [
    `${slo.id} (${slo.serviceTitle}): ${slo.description}`,
    `  ${slo.objective} % over ${slo.calendar ? `each calendar ${slo.calendar.unit}` : formatDuration(slo.period)}. ${counting(slo)}`,
    `  Budget: ${percent(errorBudget(slo))} may be bad, as much as a total outage of ${span(slo.period * errorBudget(slo))} if traffic is even.`,
    '',
    ...tiers.map((tier) => explainTier(slo, tier)),
    ...guardLines(slo),
    ...traffic.flatMap((events) => trafficLine(slo, tiers, events)),
    `  ${rules.length} rules, ${alerts} of them alerts.`,
  ].join('\n');
}

function trafficLine(slo: Slo, tiers: readonly Tier[], events: number): string[] {
  const promises = tiers.length > 0 ? promisesAt(slo, tiers, events) : [];
  return promises.length > 0
    ? [`  At ${events} event${events === 1 ? '' : 's'} an hour ${promisesText(promises)}.`]
    : [];
}

const counting = ({ budgeting, sli }: Slo) => {
  if (budgeting.method === 'timeslices')
    return `Counted in slices of ${formatDuration(budgeting.slice)}, each good when ${percent(budgeting.target)} of it is.`;
  if (budgeting.method === 'ratio-timeslices') return `The mean of slices of ${formatDuration(budgeting.slice)}.`;
  return sli.kind === 'bad' || sli.kind === 'good' ? 'Counted in events.' : 'Every instant weighs the same.';
};

function explainTier(slo: Slo, tier: Tier): string {
  const { name, severity, factor, long, short } = tier;
  const spent = (factor * long) / slo.period;
  const outage = detectionTime(slo, tier, { errorRatio: 1, eventsPerSecond: Number.POSITIVE_INFINITY });
  return (
    `  ${name.padEnd(13)}${severity.padEnd(9)} above ${percent(factor * errorBudget(slo))} bad over ${formatDuration(long)} and ${formatDuration(short)}: ` +
    `${percent(spent)} of the budget is gone; a total outage is ${Number.isFinite(outage) ? `seen after ${span(outage)}` : 'never seen'}`
  );
}

function guardLines(slo: Slo): string[] {
  const { guard } = slo;
  if (!guard) return [];
  if (guard.kind === 'by-traffic')
    return [
      `  A page takes ${enoughText(slo, 'page')} in the long window, a ticket ${enoughText(slo, 'ticket')}.`,
      `  What was told before the short window began is told again only when that holds ${enoughText(slo, 'goes-on')}.`,
    ];
  return [
    `  No alert with fewer than ${guard.minimum} ${guard.kind === 'requests' ? 'events' : 'bad events'} in the long window.`,
  ];
}

/** `2 bad events of at most 148, 3 of 436, 4 of 823, 5 of more`. */
const enoughText = (slo: Slo, claim: Claim) =>
  [
    ...enoughEvents(slo, claim).map(
      ({ bad, among }, index) => `${bad}${index === 0 ? ' bad of at most' : ' of'} ${among}`,
    ),
    `${alwaysEnough} of more`,
  ].join(', ');

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

/** To three units at most: 43m12s, 13s. */
const span = (length: Milliseconds) => formatDuration(Math.max(1_000, Math.round(length / 1_000) * 1_000));
