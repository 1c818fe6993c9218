import { formatDuration, type Milliseconds } from '@sightline/promql';
import type { CompiledSlo } from './compile';
import { errorBudget, type Slo } from './model';
import { isAlert } from './rules';
import { detectionTime } from './windows/detection-time';
import { type Tier, tiersOf } from './windows/tiers';

/** An SLO in words: the promise, the budget, and for each alert what it takes. */
export function explain({ slo, windows, groups }: CompiledSlo): string {
  const rules = groups.flatMap((group) => group.rules);
  const alerts = rules.filter(isAlert).length;
  return [
    `${slo.id} (${slo.serviceTitle}): ${slo.description}`,
    `  ${slo.objective} % over ${slo.calendar ? `each calendar ${slo.calendar.unit}` : formatDuration(slo.period)}. ${counting(slo)}`,
    `  Budget: ${percent(errorBudget(slo))} may be bad, as much as a total outage of ${span(slo.period * errorBudget(slo))} if traffic is even.`,
    '',
    ...tiersOf(slo, windows).map((tier) => explainTier(slo, tier)),
    ...guardLine(slo),
    `  ${rules.length} rules, ${alerts} of them alerts.`,
  ].join('\n');
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

const guardLine = ({ guard }: Slo) =>
  guard
    ? [
        `  No alert with fewer than ${guard.minimum} ${guard.kind === 'requests' ? 'events' : 'bad events'} in the long window.`,
      ]
    : [];

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

/** To three units at most: 43m12s, 13s. */
const span = (length: Milliseconds) => formatDuration(Math.max(1_000, Math.round(length / 1_000) * 1_000));
