import { labels, metrics } from '../conventions';
import { alwaysEnough, type Claim, enoughEvents } from '../enough-events';
import { identityFilter } from '../identity';
import { errorBudget, type Slo } from '../model';
import type { Tier } from '../windows/tiers';

/** What must hold besides the burn rates, so that nobody is woken by chance: conditions to add behind them, each with its operator. */
export function trafficGuard(slo: Slo, tier: Tier): string[] {
  const { guard } = slo;
  if (!guard) return [];
  if (guard.kind === 'by-traffic') return byTrafficGuard(slo, tier);
  const { long, short, urgency } = tier;
  const atLeast = (events: string, minimum: number) =>
    `and\n${ofAnyWindow(`${events}${identityFilter(slo)} > ${minimum - tolerance}`)}`;
  if (guard.kind === 'requests') return [atLeast(metrics.total(long), guard.minimum)];
  // The long window of a ticket remembers for days: a lone bad event, hours after an outage, would bring the ticket back.
  const goesOn = urgency === 'ticket' ? [atLeast(metrics.bad(short), Math.min(2, guard.minimum))] : [];
  return [atLeast(metrics.bad(long), guard.minimum), ...goesOn];
}

/** `increase()` extrapolates: five events may count as 4.9. */
const tolerance = 0.5;

const ofAnyWindow = (condition: string) => `max without (${labels.window}) (${condition})`;

/**
 * The long window holds enough bad events to be no chance. And what it holds is news, or goes on: when there was enough before the
 * short window began, somebody was told then, and a lone failure in the short window is no reason to tell it again.
 */
function byTrafficGuard(slo: Slo, tier: Tier): string[] {
  const { long, short, factor, urgency } = tier;
  const filter = identityFilter(slo);
  // Without the window, both windows' events can be compared.
  const bad = (window: number) => ofAnyWindow(`${metrics.bad(window)}${filter}`);
  const total = (window: number) => ofAnyWindow(`${metrics.total(window)}${filter}`);
  const before = `(${bad(long)} - ${bad(short)})`;
  const needed = (claim: Claim, window: number) => neededEvents(slo, claim, total(window));
  return [
    `and\n${bad(long)} > ${needed(urgency, long)}`,
    `unless
(
  ${before} > ${needed(urgency, long)}
  and
  ${before} > ${factor} * ${errorBudget(slo)} * ${total(long)}
  unless
  ${bad(short)} > ${needed('goes-on', short)}
)`,
  ];
}

/** How many bad events it takes, as PromQL: one more for each number of events that is exceeded. */
function neededEvents(slo: Slo, claim: Claim, total: string): string {
  const steps = enoughEvents(slo, claim);
  const first = steps[0]?.bad ?? alwaysEnough;
  return [String(first - tolerance), ...steps.map(({ among }) => `(${total} > bool ${among + tolerance})`)].join(' + ');
}
