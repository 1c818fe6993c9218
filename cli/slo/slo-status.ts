import { type Milliseconds, parseDuration } from '@sightline/promql';
import type { PrometheusStore, Sample } from '@sightline/stores';

/** One SLO as Prometheus has it recorded; of a grouped one, one group. */
export interface SloStatus {
  readonly id: string;
  readonly service: string;
  /** What tells the groups of one SLO apart; empty for an SLO that is not grouped. */
  readonly group: Readonly<Record<string, string>>;
  /** From 0 to 1: 0.999. */
  readonly objective: number;
  readonly periodMs: Milliseconds;
  /** The share of good events just now; undefined when nothing is recorded. */
  readonly now?: number;
  /** The share of the period's budget that is not spent; negative when more than all of it is. */
  readonly budgetLeft?: number;
  /** How many times faster than evenly the budget goes, shortest window first. */
  readonly burnRates: readonly BurnRate[];
  /** When the budget ends if it goes on as in the last hour; undefined when it does not. */
  readonly endsAt?: Date;
  readonly firing: readonly FiringAlert[];
}

export interface BurnRate {
  readonly window: string;
  readonly windowMs: Milliseconds;
  readonly rate: number;
}

export interface FiringAlert {
  readonly alert: string;
  readonly tier: string;
  readonly urgency: 'page' | 'ticket';
}

const day = 86_400_000;

/** Every SLO that Prometheus has rules for, by id. Works with rules of Sloth's making too. */
export async function readSloStatus(metrics: Pick<PrometheusStore, 'query'>, at = new Date()): Promise<SloStatus[]> {
  const [objectives, periods, ratios, budgets, alerts] = await Promise.all(
    [
      'slo:objective:ratio',
      'slo:time_period:days',
      '{__name__=~"slo:sli_error:ratio_rate.+"}',
      'slo:period_error_budget_remaining:ratio',
      'ALERTS{alertstate="firing",sloth_id!=""}',
    ].map(async (query) => (await metrics.query(query, at)).filter(isKnown)),
  );
  return (objectives ?? [])
    .flatMap((objective) => {
      const own = (samples: readonly Sample[] = []) =>
        samples.filter(({ labels }) => labels.sloth_id === objective.labels.sloth_id);
      const groups = byGroup(own(ratios), objective.labels);
      const period = (own(periods)[0]?.value ?? 30) * day;
      return groups.map(({ group, samples }) =>
        statusOf({ objective, period, group, ratios: samples, budgets: own(budgets), alerts: own(alerts), at }),
      );
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** Sloth's ratios are no number while nothing happens. */
const isKnown = ({ value }: Sample) => Number.isFinite(value);

interface Recorded {
  readonly objective: Sample;
  readonly period: Milliseconds;
  readonly group: Readonly<Record<string, string>>;
  readonly ratios: readonly Sample[];
  readonly budgets: readonly Sample[];
  readonly alerts: readonly Sample[];
  readonly at: Date;
}

function statusOf({ objective, period, group, ratios, budgets, alerts, at }: Recorded): SloStatus {
  const inGroup = ({ labels }: Sample) => Object.entries(group).every(([name, value]) => labels[name] === value);
  const allowed = 1 - objective.value;
  const burnRates = ratios
    .map(({ labels: { sloth_window: window = '' }, value }) => ({
      window,
      windowMs: parseDuration(window) ?? 0,
      rate: value / allowed,
    }))
    .filter(({ windowMs }) => windowMs < period)
    .sort((a, b) => a.windowMs - b.windowMs);
  const budgetLeft = budgets.find(inGroup)?.value;
  // What 5m and 1h are to 30d: at another period, or at demo scale, other windows have their place.
  const shortest = nearest(burnRates, period / 8640);
  const lastHour = nearest(burnRates, period / 720);
  const endsAt = endOfBudget({ budgetLeft, period, rate: lastHour?.rate, at });
  return {
    id: objective.labels.sloth_id ?? '',
    service: objective.labels.sloth_service ?? '',
    group,
    objective: objective.value,
    periodMs: period,
    ...(shortest && { now: 1 - shortest.rate * allowed }),
    ...(budgetLeft !== undefined && { budgetLeft }),
    burnRates,
    ...(endsAt && { endsAt }),
    firing: alerts.filter(inGroup).map(({ labels }) => ({
      alert: labels.alertname ?? '',
      tier: labels.tier ?? labels.sloth_severity ?? '',
      urgency: labels.sloth_severity === 'page' ? 'page' : 'ticket',
    })),
  };
}

const nearest = (rates: readonly BurnRate[], window: Milliseconds) =>
  rates.toSorted((a, b) => Math.abs(a.windowMs - window) - Math.abs(b.windowMs - window))[0];

/** At a rate of 1 or less the budget comes back as fast as it goes. */
function endOfBudget(now: { budgetLeft: number | undefined; period: number; rate: number | undefined; at: Date }) {
  const { budgetLeft = 0, period, rate = 0, at } = now;
  return budgetLeft > 0 && rate > 1 ? new Date(at.getTime() + (budgetLeft * period) / rate) : undefined;
}

/** The ratios of each group: those labels that neither the SLO's other series nor the windows have. */
function byGroup(ratios: readonly Sample[], known: Sample['labels']) {
  const groups = new Map<string, { group: Record<string, string>; samples: Sample[] }>();
  for (const sample of ratios) {
    const { __name__, sloth_window, ...labels } = sample.labels;
    const group = Object.fromEntries(
      Object.entries(labels)
        .filter(([name]) => !(name in known))
        .sort(),
    );
    const key = JSON.stringify(group);
    const entry = groups.get(key) ?? { group, samples: [] };
    groups.set(key, entry);
    entry.samples.push(sample);
  }
  return groups.size === 0 ? [{ group: {}, samples: [] }] : [...groups.values()];
}
