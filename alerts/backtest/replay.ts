import type { Milliseconds } from '@sightline/promql';
import type { CompiledSlo } from '../compiler/compile';
import { labels as names } from '../compiler/conventions';
import { identityLabels } from '../compiler/identity';
import { type AlertingRule, isAlert, type Labels } from '../compiler/rules';
import { type Firing, firingsOf } from './firings';
import { inlineRecords, type Recorded, recordsIn, recordsOf } from './inline-records';
import type { MetricStore, Series, TimeRange } from './metric-store';

export interface ReplayOptions {
  readonly since: Date;
  readonly until: Date;
  /** How often the rules were evaluated. */
  readonly evaluation: Milliseconds;
  /** The finest step looked at; a long time is looked at in coarser ones. */
  readonly step?: Milliseconds;
}

/** What one alert (of a grouped SLO: one group of it) would have done. */
export interface ReplayedAlert {
  readonly alert: string;
  /** As `ALERTS` would have them. */
  readonly labels: Labels;
  readonly firings: readonly Firing[];
  /** How far apart the moments lie that were looked at. */
  readonly step: Milliseconds;
}

/**
 * Evaluates the alerts of an SLO over stored data, as if its rules had been loaded then. Only alerts that would have fired are
 * told, in the order of their tiers.
 */
export async function replay(
  compiled: CompiledSlo,
  store: Pick<MetricStore, 'range'>,
  options: ReplayOptions,
): Promise<ReplayedAlert[]> {
  const records = recordsOf(compiled.groups, options.evaluation);
  const replayed: ReplayedAlert[] = [];
  for (const rule of compiled.groups.flatMap(({ rules }) => rules).filter(isAlert))
    for (const { labels, ...fired } of await replayRule(rule, records, store, options))
      replayed.push({ ...fired, labels: labelsOf(compiled, rule, labels) });
  return replayed;
}

/** The same for one rule, each result under its labels as its expression gives them. */
export async function replayRule(
  rule: AlertingRule,
  records: ReadonlyMap<string, Recorded>,
  store: Pick<MetricStore, 'range'>,
  options: ReplayOptions,
): Promise<ReplayedAlert[]> {
  const step = stepOf(rule, records, options);
  const series = await inPieces(store, inlineRecords(rule.expr, records), { ...options, step });
  return series
    .map((each) => ({
      alert: rule.alert,
      labels: each.labels,
      firings: firingsOf(each, { step, ...(rule.for && { wait: rule.for }) }),
      step,
    }))
    .filter(({ firings }) => firings.length > 0);
}

/** An alert changes no more often than what it reads is recorded, and five thousand moments show enough of a long time. */
function stepOf(rule: AlertingRule, records: ReadonlyMap<string, Recorded>, options: ReplayOptions): Milliseconds {
  const { since, until, evaluation } = options;
  const own = Math.min(...recordsIn(rule.expr, records).map((name) => records.get(name)?.step ?? evaluation));
  const wanted = options.step ?? (until.getTime() - since.getTime()) / 5_000;
  return Math.max(Number.isFinite(own) ? own : evaluation, Math.ceil(wanted / evaluation) * evaluation);
}

const labelsOf = ({ slo }: CompiledSlo, { alert, labels }: AlertingRule, group: Labels): Labels => ({
  ...group,
  ...identityLabels(slo),
  ...slo.labels,
  ...labels,
  alertname: alert,
});

/** Prometheus gives 11,000 points of a series at most. Times are whole steps since 1970, as those of subqueries are. */
async function inPieces(
  store: Pick<MetricStore, 'range'>,
  expr: string,
  { since, until, step }: { since: Date; until: Date; step: Milliseconds },
): Promise<Series[]> {
  const first = Math.ceil(since.getTime() / step) * step;
  const last = Math.floor(until.getTime() / step) * step;
  const joined = new Map<string, { labels: Labels; points: Series['points'][number][] }>();
  for (let from = first; from <= last; from += 5_000 * step) {
    const piece: TimeRange = {
      since: new Date(from),
      until: new Date(Math.min(last, from + 4_999 * step)),
      stepSeconds: step / 1_000,
    };
    for (const { labels, points } of await store.range(expr, piece)) {
      const key = JSON.stringify(Object.entries(labels).sort());
      const series = joined.get(key) ?? { labels, points: [] };
      joined.set(key, series);
      series.points.push(...points);
    }
  }
  return [...joined.values()];
}

/** What Prometheus itself recorded of the alerts of an SLO. */
export async function recordedAlerts(
  { slo }: CompiledSlo,
  store: Pick<MetricStore, 'range'>,
  { since, until, evaluation }: ReplayOptions,
): Promise<ReplayedAlert[]> {
  const expr = `ALERTS{alertstate="firing",${names.id}=${JSON.stringify(slo.id)}}`;
  const series = await inPieces(store, expr, { since, until, step: evaluation });
  return series.map((each) => {
    const { __name__, alertstate, ...labels } = each.labels;
    const firings = firingsOf(each, { step: evaluation });
    return { alert: labels.alertname ?? '', labels, firings, step: evaluation };
  });
}
