import { setTimeout as delay } from 'node:timers/promises';
import { applicationOf, type PlatformState, usedBetween, usedProcessing } from '@sightline/stack';
import type { Series } from '@sightline/stores';
import type { Connections } from '../connections';
import { byComponent, componentName } from './component-name';
import { type LoadSplit, splitLoad } from './split-load';
import { secondsOf, type Window, type Work } from './work';

/** What a process is for: the work itself, telling of it, or making it up. */
export type Purpose = 'work' | 'telemetry' | 'load';

export interface ComponentUse extends LoadSplit {
  readonly component: string;
  readonly purpose: Purpose;
  /** Processors in use, on average: 1 is a whole one. */
  readonly processors: number;
  /** Prometheus over the window, or this machine's kernel over the last seconds. */
  readonly source: 'metrics' | 'kernel';
}

/** One after the other: a component may tell the same under two names. */
const cpu = (window: string) =>
  ['process_cpu_seconds_total', 'otelcol_process_cpu_seconds_total', 'otelcol_process_cpu_seconds']
    .map((name) => `sum by (service_name, job) (rate(${name}[${window}]))`)
    .join(' or ');
const comparedMs = 3_600_000;
const watchedMs = 10_000;

/** Processor time by component: as it is told to Prometheus, and of the rest of our own platform, as this machine's kernel tells. */
export async function readProcessors(
  connections: Connections,
  { work, window, progress }: { work: Work; window: Window; progress(line: string): void },
): Promise<ComponentUse[]> {
  const told = await toldUse(connections, work, window);
  const watched = connections.has('supervisor')
    ? await watchedUse(connections, { work, known: new Set(told.map(({ component }) => component)), progress })
    : [];
  return [...told, ...watched].sort((a, b) => b.processors - a.processors);
}

async function toldUse({ metrics }: Pick<Connections, 'metrics'>, work: Work, window: Window): Promise<ComponentUse[]> {
  const lately = `${work.rateSeconds}s`;
  // Work and idling are told apart by a load that changes: the more of it is looked at, the better.
  const since = new Date(Math.min(window.since.getTime(), window.until.getTime() - comparedMs));
  const range = { since, until: window.until, stepSeconds: Math.round(work.rateSeconds / 4) };
  const [means, used, worked] = await Promise.all([
    metrics.query(cpu(`${Math.round(secondsOf(window))}s`), window.until),
    metrics.range(cpu(lately), range),
    metrics.range(`sum(rate(${work.counter}[${lately}]))`, range),
  ]);
  const workAt = new Map(worked[0]?.points.map(({ time, value }) => [time, value]));
  const usedBy = historyByComponent(used);
  return [...byComponent(means)].map(([component, processors]) => {
    const observed = [...(usedBy.get(component) ?? [])].flatMap(([time, each]) => {
      const done = workAt.get(time);
      return done === undefined ? [] : [{ work: done, processors: each }];
    });
    const split = splitLoad(observed, { work: work.perSecond, processors });
    return { component, purpose: purposeOf(component), processors, source: 'metrics', ...split };
  });
}

/** By component, the processors in use at each time. */
function historyByComponent(series: readonly Series[]): Map<string, Map<number, number>> {
  const histories = new Map<string, Map<number, number>>();
  for (const { labels, points } of series) {
    const name = componentName(labels);
    const history = histories.get(name) ?? new Map<number, number>();
    for (const { time, value } of points) history.set(time, (history.get(time) ?? 0) + value);
    histories.set(name, history);
  }
  return histories;
}

interface Watching {
  readonly work: Work;
  readonly known: ReadonlySet<string>;
  progress(line: string): void;
}

async function watchedUse(connections: Connections, { work, known, progress }: Watching): Promise<ComponentUse[]> {
  const untold = processesOf(connections.supervised).filter(({ component }) => !known.has(component));
  const before = untold.map(({ pid }) => usedProcessing(pid));
  if (before.every((each) => each === undefined)) return [];
  progress(`watching for ${watchedMs / 1000} s what ${untold.length} processes use that tell it to nobody`);
  const began = performance.now();
  await delay(watchedMs);
  const seconds = (performance.now() - began) / 1000;
  const lately = await connections.metrics.sum(`sum(rate(${work.counter}[${work.rateSeconds}s]))`);
  return untold.flatMap(({ component, pid }, index): ComponentUse[] => {
    const [then, now] = [before[index], usedProcessing(pid)];
    if (!then || !now) return [];
    const processors = usedBetween(then, now).ranMs / 1000 / seconds;
    const split = splitLoad([], { work: lately, processors });
    return [{ component, purpose: purposeOf(component), processors, source: 'kernel', ...split }];
  });
}

const processesOf = ({ components }: PlatformState) =>
  components.flatMap(({ name, process: own }) =>
    own ? [{ component: applicationOf(name) as string, pid: own.pid }] : [],
  );

const telemetry =
  /^(collector|.*otel.*collector.*|prometheus|alertmanager|loki|loki-api|victorialogs|tempo|zipkin|jaeger|mimir|thanos|grafana|viewer|inbox|alloy|promtail)$/i;

const purposeOf = (component: string): Purpose =>
  component === 'traffic' ? 'load' : telemetry.test(component) ? 'telemetry' : 'work';
