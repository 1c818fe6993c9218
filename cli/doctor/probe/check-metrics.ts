import type { Exemplar, PrometheusStore } from '@sightline/stores';
import { type Probe, probeMetrics } from '../../probe';
import type { Finding } from '../finding';
import { lacking, lookFor, type ProbeExamination, skipped } from './examination';

/** As OTLP's names arrive in Prometheus, with whichever of its translations. */
const spelled = (name: string, suffix: string) => `{__name__=~"${name.replaceAll('.', '[._]')}${suffix}"}`;
const counter = spelled(probeMetrics.requests, '(_total)?');
const histogram = spelled(probeMetrics.duration, '(_seconds)?_(count|bucket)');
const buckets = spelled(probeMetrics.duration, '(_seconds)?(_bucket)?');

export interface CheckedMetrics {
  readonly findings: readonly Finding[];
  /** The exemplar of the probe, when it was kept. */
  readonly exemplar?: Exemplar;
}

/** Counter and histogram hold what the probe counted, and the exemplar opens its trace. */
export async function checkMetrics(examination: ProbeExamination): Promise<CheckedMetrics> {
  const { clients, taken } = examination;
  const { metrics } = clients;
  if (!metrics) return { findings: [lacking('metrics moved', 'metrics')] };
  if (taken.metrics !== undefined)
    return {
      findings: [skipped('metrics moved', taken.metrics), skipped('exemplar opens the trace', taken.metrics)],
    };
  const [counted, timed] = await Promise.all([
    checkMoved(metrics, { hop: 'counter moved', selector: counter, name: probeMetrics.requests }, examination),
    checkMoved(metrics, { hop: 'histogram moved', selector: histogram, name: probeMetrics.duration }, examination),
  ]);
  if (timed.state === 'broken')
    return { findings: [counted, timed, skipped('exemplar opens the trace', 'its histogram is not there')] };
  const { finding, exemplar } = await checkExemplar(metrics, examination);
  return { findings: [counted, timed, finding], ...(exemplar && { exemplar }) };
}

interface Moving {
  readonly hop: string;
  readonly selector: string;
  readonly name: string;
}

async function checkMoved(
  metrics: PrometheusStore,
  { hop, selector, name }: Moving,
  { probe, withinMs }: ProbeExamination,
): Promise<Finding> {
  let last: number | undefined;
  const { finding } = await lookFor(
    {
      hop,
      expectedMs: 10_000,
      find: async () => {
        const samples = await metrics.query(selector);
        const values = samples.map(({ value }) => value);
        last = values.length > 0 ? Math.max(...values) : undefined;
        const moved = samples.find(({ value }) => value === probe.count);
        return moved && (moved.labels.__name__ ?? name);
      },
      found: (metric) => `${metric} says ${probe.count}, as was sent`,
      missing: async () =>
        last === undefined
          ? `there is no ${name}${await othersIn(metrics, probe)}`
          : `it stays at ${last}, and ${probe.count} was sent`,
      next: "the collector's log: does its exporter of metrics reach the store, in the tenant that is asked here? With Prometheus: --web.enable-remote-write-receiver, or --web.enable-otlp-receiver",
    },
    withinMs,
  );
  return finding;
}

async function othersIn(metrics: PrometheusStore, { began }: Probe): Promise<string> {
  const window = { since: new Date(began.getTime() - 3_600_000), until: new Date(began.getTime() + 60_000) };
  const others = await metrics.labelNames(window).catch(() => undefined);
  if (others === undefined || others.length > 0) return '';
  return ', nor any other series of the last hour: is the tenant (X-Scope-OrgID) the one that the collector writes to?';
}

async function checkExemplar(metrics: PrometheusStore, { clients, probe, withinMs }: ProbeExamination) {
  const hop = 'exemplar opens the trace';
  let seen: readonly Exemplar[] = [];
  const flags = await metrics.flags();
  const isOff = flags?.['enable-feature'] !== undefined && !flags['enable-feature'].includes('exemplar-storage');
  const { finding, value } = await lookFor(
    {
      hop,
      expectedMs: 10_000,
      find: async () => {
        seen = await metrics.exemplars(buckets, { since: new Date(probe.began.getTime() - 60_000) });
        const own = seen.find(({ traceId }) => traceId === probe.traceId);
        if (!own || !clients.traces) return own;
        return (await clients.traces.spans(probe.traceId)) ? own : undefined;
      },
      found: ({ label }) => `by its ${label ?? 'id'}`,
      missing: () => {
        if (isOff) return 'Prometheus keeps no exemplars: it was started without --enable-feature=exemplar-storage';
        if (seen.some(({ traceId }) => traceId === probe.traceId)) return 'it is kept, but its trace is not stored';
        return seen.length > 0
          ? 'exemplars are kept, but not that of the probe'
          : 'no exemplar of the histogram is kept';
      },
      next: 'exemplar storage, and what lies before it: the exporter that writes to Prometheus must send exemplars along',
      lines: [
        'prometheus --enable-feature=exemplar-storage   # Mimir: limits.max_global_exemplars_per_user: 100000',
        '# and where Prometheus itself writes on: remote_write: [{ url: ..., send_exemplars: true }]',
      ],
    },
    // Without the storage none will ever come.
    isOff ? 0 : withinMs,
  );
  return { finding, exemplar: value };
}
