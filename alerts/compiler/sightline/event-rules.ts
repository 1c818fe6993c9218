import { labels, metrics } from '../conventions';
import { formatDuration, type Milliseconds } from '../durations';
import { identityFilter, identityLabels } from '../identity';
import type { Sli, Slo } from '../model';
import { renderTemplate } from '../parse/quantity';
import type { RecordingRule } from '../rules';
import { type Counting, countEvents, indent } from './increase';
import { outsideMaintenance } from './maintenance';
import { negated } from './threshold';

export const windowLabels = (slo: Slo, window: Milliseconds) => ({
  ...identityLabels(slo),
  [labels.window]: formatDuration(window),
  ...slo.labels,
});

/** What the two records are called. */
export interface EventNames {
  readonly total: string;
  readonly bad: string;
}

export const windowNames = (window: Milliseconds): EventNames => ({
  total: metrics.total(window),
  bad: metrics.bad(window),
});

/** Total and bad of one window, straight from the counters. `total` comes first: `bad` leans on it. */
export function eventRules(slo: Slo, window: Milliseconds, names: EventNames = windowNames(window)): RecordingRule[] {
  const total = `${names.total}${identityFilter(slo)}`;
  const expressions = events(slo, window, total);
  const recorded = (record: string, expr: string): RecordingRule => ({
    record,
    expr,
    labels: windowLabels(slo, window),
  });
  return [
    recorded(names.total, outsideMaintenance(expressions.total, slo.maintenance, window)),
    recorded(names.bad, expressions.bad),
  ];
}

function events(slo: Slo, window: Milliseconds, total: string): { total: string; bad: string } {
  const { sli } = slo;
  const on = `on (${slo.groupBy.join(', ')})`;
  if (sli.kind === 'ratio' || sli.kind === 'threshold') {
    const share = badShare(sli, window, slo.groupBy);
    return { total: `0 * (${share}) + 1`, bad: `(${share})\nand ${on}\n${total}` };
  }
  const counting: Counting = { window, groupBy: slo.groupBy, instanceLabel: slo.instanceLabel, anchor: sli.total };
  // A series that does not exist yet has counted nothing: 0, not "no data".
  const orZero = (expr: string) => `(\n${indent(`${expr}\nor ${on}\n0 * ${total}`)}\n)`;
  const bad =
    sli.kind === 'bad'
      ? duringTotal(slo, orZero(countEvents(sli.bad, counting)), total)
      : `clamp_min(\n${indent(`${total}\n- ${on}\n${orZero(countEvents(sli.good, counting))}`)},\n  0\n)`;
  return { total: countEvents(sli.total, counting), bad };
}

/** Bad events of planned work count as little as its total does. */
const duringTotal = ({ maintenance, groupBy }: Slo, bad: string, total: string) =>
  maintenance.length === 0 ? bad : `${bad}\nand on (${groupBy.join(', ')})\n${total}`;

/** From 0 to 1, without NaN. A ratio that is computed elsewhere has no counts: one instant is one event. */
export function badShare(
  sli: Extract<Sli, { kind: 'ratio' | 'threshold' }>,
  window: Milliseconds,
  groupBy: readonly string[],
): string {
  const by = groupBy.length > 0 ? ` by (${groupBy.join(', ')})` : '';
  if (sli.kind === 'threshold') return `max${by} ((${sli.query}) ${negated[sli.op]} bool ${sli.value})`;
  const ratio = `(${renderTemplate(sli.ratio, formatDuration(window))})`;
  const failure = sli.means === 'failure' ? ratio : `(1 - ${ratio})`;
  return `clamp(avg${by} (${failure} == ${failure}), 0, 1)`;
}
