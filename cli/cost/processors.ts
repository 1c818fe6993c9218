import { setTimeout as delay } from 'node:timers/promises';
import { type PlatformState, usedBetween, usedProcessing } from '@sightline/stack';
import type { Labels, Series } from '@sightline/stores';
import type { Connections } from '../connections';
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

const cpu = '{__name__=~"(otelcol_)?process_cpu_seconds(_total)?"}';
const stepSeconds = 15;
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
  const by = 'by (service_name, job)';
  const whole = `${Math.round(secondsOf(window))}s`;
  // Work and idling are told apart by a load that changes: the more of it is looked at, the better.
  const since = new Date(Math.min(window.since.getTime(), window.until.getTime() - comparedMs));
  const range = { since, until: window.until, stepSeconds };
  const [means, used, worked] = await Promise.all([
    metrics.query(`sum ${by} (rate(${cpu}[${whole}]))`, window.until),
    metrics.range(`sum ${by} (rate(${cpu}[1m]))`, range),
    metrics.range(`sum(rate(${work.counter}[1m]))`, range),
  ]);
  const workAt = new Map(worked[0]?.points.map(({ time, value }) => [time, value]));
  return means.map(({ labels, value }) => {
    const component = componentOf(labels);
    const observed = (used.find((series) => componentOf(series.labels) === component)?.points ?? []).flatMap(
      ({ time, value: processors }) => {
        const done = workAt.get(time);
        return done === undefined ? [] : [{ work: done, processors }];
      },
    );
    const split = splitLoad(observed, { work: work.perSecond, processors: value });
    return { component, purpose: purposeOf(component), processors: value, source: 'metrics', ...split };
  });
}

/** A component is called what the supervisor calls it. */
const componentOf = ({ service_name, job }: Series['labels'] | Labels): string =>
  (service_name ?? job ?? 'unknown').replace(/^otel-collector$/, 'collector');

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
  const lately = await connections.metrics.sum(`sum(rate(${work.counter}[30s]))`);
  return untold.flatMap(({ component, pid }, index): ComponentUse[] => {
    const [then, now] = [before[index], usedProcessing(pid)];
    if (!then || !now) return [];
    const processors = usedBetween(then, now).ranMs / 1000 / seconds;
    const split = splitLoad([], { work: lately, processors });
    return [{ component, purpose: purposeOf(component), processors, source: 'kernel', ...split }];
  });
}

const processesOf = ({ components }: PlatformState) =>
  components.flatMap(({ name, process: own }) => (own ? [{ component: name as string, pid: own.pid }] : []));

const telemetry =
  /^(collector|.*otel.*collector.*|prometheus|alertmanager|loki|loki-api|victorialogs|tempo|zipkin|jaeger|mimir|thanos|grafana|viewer|inbox|alloy|promtail)$/i;

const purposeOf = (component: string): Purpose =>
  component === 'traffic' ? 'load' : telemetry.test(component) ? 'telemetry' : 'work';
