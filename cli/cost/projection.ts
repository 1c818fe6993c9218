import type { Prices } from './prices';
import type { Purpose } from './processors';
import type { Measured } from './read-cost';

export interface ProjectionOptions {
  /** Units of work in a second. */
  readonly perSecond: number;
  readonly prices: Prices;
  /** The share of traces that is stored, in place of what it was. */
  readonly keep?: number | undefined;
}

/** What it takes at another rate, if that rate lasts. Money is by the month. */
export interface Projection {
  readonly perSecond: number;
  /** Processes of each service whose processor time is known: each has one processor at most. */
  readonly replicas: Readonly<Record<string, number>>;
  /** Processors in use, the load generator's left out. */
  readonly processors: Readonly<Record<Exclude<Purpose, 'load'>, number>>;
  readonly machines: number;
  readonly spansPerSecond: number;
  readonly linesPerSecond: number;
  readonly series: number;
  readonly samplesPerSecond: number;
  /** GiB that are on disks once as many days are kept as shall be, all copies counted. */
  readonly disk: Readonly<Record<'traces' | 'logs' | 'metrics', number>>;
  readonly networkBytesPerSecond: number;
  readonly money: {
    readonly machines: number;
    readonly disks: number;
    readonly network: number;
    readonly total: number;
    /** What of the total is for telemetry: its share of the machines, all disks, all network. */
    readonly telemetry: number;
    /** For a thousand units of work. */
    readonly perThousand: number;
  };
}

const gib = 2 ** 30;
const secondsOfDay = 86_400;
/** A year of 365.25 days has twelve. */
const secondsOfMonth = (365.25 * secondsOfDay) / 12;

/**
 * What grows with the work (spans, lines, their bytes, processor time for it) grows in proportion. What each process has anyway (its
 * series, what it uses idle) grows with the number of processes, which are whole; and so are machines.
 */
export function project(measured: Measured, { perSecond, prices, keep }: ProjectionOptions): Projection {
  const { fill, kept, assumed, machine } = prices;
  const scale = perSecond / measured.work.perSecond;
  const seconds = (measured.window.until.getTime() - measured.window.since.getTime()) / 1000;
  const replicas = replicasAt(measured, perSecond, fill.processors);
  const processors = processorsAt(measured, perSecond, replicas);
  const used = processors.work + processors.telemetry;
  const machines = Math.max(1, Math.ceil(used / (machine.processors * fill.processors)));

  const { traces, logs } = measured;
  const spansPerSecond = ((traces?.made ?? 0) / seconds) * scale;
  const storedShare = keep ?? (traces ? Math.min(1, traces.stored / traces.made) : 1);
  const spanBytes = spansPerSecond * (traces?.bytesPerSpan ?? 0);
  const linesPerSecond = ((logs?.lines ?? 0) / seconds) * scale;
  const lineBytes = ((logs?.bytes ?? 0) / seconds) * scale;
  const series = seriesAt(measured, replicas);
  const samplesPerSecond =
    measured.metrics.series > 0 ? measured.metrics.samplesPerSecond * (series / measured.metrics.series) : 0;

  const onDisk = (bytesPerSecond: number, { days, copies }: { readonly days: number; readonly copies: number }) =>
    (bytesPerSecond * days * secondsOfDay * copies) / gib;
  const disk = {
    traces: onDisk(spanBytes * storedShare, kept.traces),
    logs: onDisk(linesPerSecond * (logs?.bytesPerStoredLine ?? 0), kept.logs),
    metrics: onDisk(samplesPerSecond * assumed.bytesPerStoredSample, kept.metrics),
  };
  // Every span comes to the collector; what is stored goes on.
  const networkBytesPerSecond =
    spanBytes * (1 + (assumed.hops - 1) * storedShare) +
    (lineBytes + samplesPerSecond * assumed.bytesPerSentSample) * assumed.hops;

  const money = {
    machines: (machines * machine.perHour * secondsOfMonth) / 3600,
    disks: ((disk.traces + disk.logs + disk.metrics) / fill.disk) * prices.disk.perGiBMonth,
    network: ((networkBytesPerSecond * secondsOfMonth) / gib) * prices.network.perGiB,
  };
  const total = money.machines + money.disks + money.network;
  const ofTelemetry = used > 0 ? processors.telemetry / used : 0;
  return {
    ...{ perSecond, replicas, processors, machines, spansPerSecond, linesPerSecond, series, samplesPerSecond },
    ...{ disk, networkBytesPerSecond },
    money: {
      ...money,
      total,
      telemetry: money.machines * ofTelemetry + money.disks + money.network,
      perThousand: (total / (perSecond * secondsOfMonth)) * 1000,
    },
  };
}

/** Services that work and tell of themselves: they are run several times, as their processor time asks for. */
function replicasAt({ metrics, processors }: Measured, perSecond: number, fill: number): Record<string, number> {
  const counted = new Set(metrics.services.map(({ service }) => service));
  return Object.fromEntries(
    processors
      .filter(({ component, purpose }) => purpose === 'work' && counted.has(component))
      .map(({ component, perUnit }) => [component, Math.max(1, Math.ceil((perUnit * perSecond) / fill))]),
  );
}

function processorsAt({ processors }: Measured, perSecond: number, replicas: Readonly<Record<string, number>>) {
  const sums = { work: 0, telemetry: 0 };
  for (const { component, purpose, perUnit, idle } of processors)
    if (purpose !== 'load') sums[purpose] += perUnit * perSecond + idle * (replicas[component] ?? 1);
  return sums;
}

function seriesAt({ metrics }: Measured, replicas: Readonly<Record<string, number>>): number {
  return metrics.services.reduce((sum, { service, instances, series }) => {
    const wanted = replicas[service];
    return sum + (wanted === undefined ? series : (series / instances) * wanted);
  }, 0);
}
