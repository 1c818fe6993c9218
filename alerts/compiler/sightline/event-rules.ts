import { by, formatDuration, labelNames, type Milliseconds } from '@sightline/promql';
import { alertLabels, labels, metrics, recordedLabels } from '../conventions';
import { identityFilter, identityLabels } from '../identity';
import type { Sli, Slo } from '../model';
import { renderTemplate } from '../parse/quantity';
import type { RecordingRule } from '../rules';
import { type Counting, countEvents, indent } from './increase';
import { outsideMaintenance } from './maintenance';
import { partOfTotal } from './part-of-total';
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

type Counted = Extract<Sli, { kind: 'bad' | 'good' }>;
type Measured = Extract<Sli, { kind: 'ratio' | 'threshold' }>;

/** Total and bad of one window, straight from what services emit. The second leans on the first. */
export function eventRules(slo: Slo, window: Milliseconds, names: EventNames = windowNames(window)): RecordingRule[] {
  const { sli } = slo;
  const recorded = (record: string, expr: string): RecordingRule => ({
    record,
    expr,
    labels: windowLabels(slo, window),
  });
  const outside = (expr: string) => outsideMaintenance(expr, slo.maintenance, window);
  const series = (name: string) => `${name}${identityFilter(slo)}`;
  if (sli.kind === 'ratio' || sli.kind === 'threshold')
    return [
      recorded(names.bad, outside(badShare({ ...slo, sli }, window))),
      // It has no counts: one instant is one event.
      recorded(names.total, `0 * ${series(names.bad)} + 1`),
    ];
  const counting: Counting = { window, groupBy: slo.groupBy, instanceLabel: slo.instanceLabel, anchor: sli.total };
  const total = countEvents(sli.total, counting);
  if (partOfTotal(partOf(sli), sli.total) === 'subset')
    return [
      recorded(names.total, outside(total)),
      recorded(names.bad, badOfSubset({ ...slo, sli }, counting, series(names.total))),
    ];
  const on = `on (${labelNames(slo.groupBy)})`;
  const part = countEvents(partOf(sli), counting);
  return [
    recorded(names.bad, outside(sli.kind === 'bad' ? part : `${total}\n- ${on}\n${part}`)),
    // What is missing is not known, and so are the events of that time.
    recorded(names.total, `${total}\nand ${on}\n${series(names.bad)}`),
  ];
}

export const partOf = (sli: Counted) => (sli.kind === 'bad' ? sli.bad : sli.good);

/** Of the total's own counter: a series that does not exist yet has counted nothing, which is 0 and not "no data". */
function badOfSubset(slo: Slo & { sli: Counted }, counting: Counting, total: string): string {
  const { sli, groupBy, maintenance } = slo;
  const on = `on (${labelNames(groupBy)})`;
  const part = `(\n${indent(`${countEvents(partOf(sli), counting)}\nor ${on}\n0 * ${total}`)}\n)`;
  if (sli.kind === 'good') return `clamp_min(\n${indent(`${total}\n- ${on}\n${part}`)},\n  0\n)`;
  // Bad events of planned work count as little as its total does.
  return maintenance.length === 0 ? part : `${part}\nand ${on}\n${total}`;
}

/** From 0 to 1, without NaN; a ratio far below 0 is no ratio, and not known. */
export function badShare(slo: Slo & { sli: Measured }, window: Milliseconds): string {
  const { sli, groupBy } = slo;
  if (sli.kind === 'threshold') return `max${by(groupBy)} ((${sli.query}) ${negated[sli.op]} bool ${sli.value})`;
  const ratio = `(${renderTemplate(sli.ratio, formatDuration(window))})`;
  const failure = sli.means === 'failure' ? ratio : `(1 - ${ratio})`;
  return `clamp(${oneEach(slo, `${failure} >= ${lowestRatio}`)}, 0, 1)`;
}

/** A share of two counts. Where nothing proves that the one is a part of the other, it may be none. */
export function withinBounds({ sli }: Slo, share: string): string {
  if (sli.kind === 'ratio' || sli.kind === 'threshold' || partOfTotal(partOf(sli), sli.total) === 'subset')
    return share;
  return `clamp(${share} >= ${lowestRatio}, 0, 1)`;
}

/** Good above total by more than counting itself is off: a hundredth. */
export const lowestRatio = -0.01;

/** One series for each set of labels that is left when the rules have written theirs. */
function oneEach({ sli, groupBy, labels: own, alerts }: Slo & { sli: Measured }, expr: string): string {
  if (sli.labels && sameLabels(sli.labels, groupBy)) return `(${expr})`;
  if (sli.labels || groupBy.length > 0) return `avg${by(groupBy)} (${expr})`;
  const written = [...recordedLabels, ...alertLabels, labels.alertService, ...Object.keys(own)];
  const ofAlerts = Object.values(alerts).flatMap((meta) => Object.keys(meta.labels));
  return `avg without (${labelNames([...new Set([...written, ...ofAlerts])])}) (${expr})`;
}

const sameLabels = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((label) => other.includes(label));
