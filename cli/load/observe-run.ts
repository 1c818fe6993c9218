import { type LokiStore, type PrometheusStore, type Series } from '@sightline/stores';
import type { LoadResult, Observation } from '@sightline/traffic';
import type { Connections } from '../connections';
import { flagSwitches } from '../shop/flag-switches';

const stepSeconds = 5;
const services = 'service_name=~"order|payment|loki|victorialogs|prometheus"';

const cpuQueries = [
  { query: `sum by (service_name) (rate(process_cpu_seconds_total{${services}}[15s]))` },
  { query: 'sum(rate(otelcol_process_cpu_seconds_total[15s]))', name: 'collector' },
  {
    query: 'sum(1 - sum by (cpu) (system_cpu_utilization_ratio{state="idle"}))',
    name: 'machine',
  },
];
const memoryQueries = [
  { query: `sum by (service_name) (process_resident_memory_bytes{${services}})` },
  { query: 'sum(otelcol_process_memory_rss_bytes)', name: 'collector' },
];
const waitQueries = [
  { query: 'max(nodejs_eventloop_delay_p99_seconds{service_name="order"})', name: 'loop of order, p99' },
  { query: 'max(nodejs_eventloop_delay_p99_seconds{service_name="payment"})', name: 'loop of payment, p99' },
  {
    query: `histogram_quantile(0.95, sum by (le) (rate(db_client_connection_wait_time_seconds_bucket{service_name="order"}[15s])))`,
    name: 'connection of order, p95',
  },
];

interface Asked {
  readonly query: string;
  /** Of the one series there is; several are named by their service. */
  readonly name?: string;
}

/** Asks the platform what it knows of itself while a run went on. */
export async function observeRun(
  { startedAt, endedAt }: Pick<LoadResult, 'startedAt' | 'endedAt'>,
  { metrics, logs, links }: Connections,
): Promise<Observation> {
  const since = new Date(startedAt);
  const until = new Date(endedAt);
  const secondOf = (time: number) => time - since.getTime() / 1000;
  const over = async (asked: readonly Asked[]) => {
    const found = await Promise.all(
      asked.map(async ({ query, name }) =>
        (await metrics.range(query, { since, until, stepSeconds })).map((series) => ({ series, name })),
      ),
    );
    return found.flat().map(({ series, name }) => ({
      name: name ?? series.labels.service_name ?? '',
      points: series.points
        .filter(({ value }) => Number.isFinite(value))
        .map(({ time, value }): [number, number] => [Math.round(secondOf(time)), value]),
    }));
  };
  const [cpu, memory, waits, slos, alerts, flags] = await Promise.all([
    over(cpuQueries),
    over(memoryQueries),
    over(waitQueries),
    budgets(metrics, { since, until }),
    metrics.range('ALERTS{alertstate="firing",severity!="info"}', { since, until, stepSeconds }),
    flagsOn(logs, { since, until }),
  ]);
  const example = links('{traceId}');
  // In an address the braces are escaped.
  const traceLink = (example.explore ?? Object.values(example)[0])?.replace('%7BtraceId%7D', '{traceId}');
  return {
    cpu,
    memory,
    waits,
    slos,
    alerts: together(alerts.map((series) => firing(series, { secondOf, until }))),
    flags: flags.map(({ flag, at }) => ({ flag, onAt: Math.round(secondOf(at.getTime() / 1000)) })),
    ...(traceLink !== undefined && { traceLink }),
  };
}

async function budgets(metrics: Pick<PrometheusStore, 'query'>, { since, until }: { since: Date; until: Date }) {
  const left = 'slo:period_error_budget_remaining:ratio';
  const [objectives, before, after] = await Promise.all([
    metrics.query('slo:objective:ratio', until),
    metrics.query(left, since),
    metrics.query(left, until),
  ]);
  return objectives.flatMap(({ labels: { sloth_id: id = '' }, value: objective }) => {
    const of = (samples: typeof before) => samples.find(({ labels }) => labels.sloth_id === id)?.value;
    const [budgetBefore, budgetAfter] = [of(before) ?? 1, of(after)];
    return budgetAfter === undefined ? [] : [{ id, objective, budgetBefore, budgetAfter }];
  });
}

/** For how long a flag may have been on before a run for the run to know of it. */
const flagMemoryMs = 3_600_000;

/** The flags that were on at some time of the run, and since when. */
async function flagsOn(logs: Pick<LokiStore, 'query'>, { since, until }: { since: Date; until: Date }) {
  const heard = await flagSwitches(logs, { since: new Date(since.getTime() - flagMemoryMs), until });
  const on = new Map<string, Date>();
  for (const { flag, on: isOn, at } of heard) {
    if (isOn) on.set(flag, on.get(flag) ?? at);
    else if (at < since) on.delete(flag);
  }
  return [...on].map(([flag, at]) => ({ flag, at }));
}

function firing({ labels, points }: Series, { secondOf, until }: { secondOf(time: number): number; until: Date }) {
  const [first, last] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  const stillFiring = last + stepSeconds >= until.getTime() / 1000;
  const firedAt = Math.round(secondOf(first));
  return {
    alert: labels.alertname ?? '',
    severity: labels.severity ?? '',
    // At the first step it may have fired for longer.
    firedAt: firedAt < 1 ? -1 : firedAt,
    ...(!stillFiring && { endedAt: Math.round(secondOf(last)) }),
  };
}

type Firing = Observation['alerts'][number];

/** An alert may fire for several routes or windows: from the first to the last of them it is one. */
function together(firings: readonly Firing[]): Firing[] {
  const known = new Map<string, Firing>();
  for (const { endedAt, ...each } of firings) {
    const key = `${each.alert} ${each.severity}`;
    const before = known.get(key);
    const end = before && before.endedAt === undefined ? undefined : endedAt && Math.max(endedAt, before?.endedAt ?? 0);
    const firedAt = Math.min(each.firedAt, before?.firedAt ?? each.firedAt);
    known.set(key, { ...each, firedAt, ...(end !== undefined && { endedAt: end }) });
  }
  return [...known.values()].sort((a, b) => a.firedAt - b.firedAt);
}
