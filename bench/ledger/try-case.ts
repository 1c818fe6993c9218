import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '@sightline/stores';
import type { Case } from './cases';
import { linesByLoki, numbersInPrometheus, numbersInVictoriaLogs, numbersInZipkin } from './count-numbers';
import { counterValue } from './counters';
import { CountingService } from './counting-service';
import { type Counted, type Entry, entryOf, type Signal } from './entry';
import type { InsistingSender } from './insisting-sender';
import { Rig } from './rig';
import { startStreams, streamed } from './streams';

/** The numbered service says that it is this one. */
const numberedService = 'ledger-service';

export interface TryOptions {
  readonly perSecond: number;
  readonly short: boolean;
  readonly signal: AbortSignal;
}

export interface Tried {
  readonly case: string;
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly uncounted: NonNullable<Case['uncounted']>;
  /** Items that the collector refused its senders: what it had no room for, and they sent again. */
  readonly refused: number;
  /** How long the stores took to have everything once all was put right. */
  readonly caughtUpSeconds: number;
}

/** Runs the streams and the service, does what the case does, waits until the stores have all they will ever have, and counts. */
export async function tryCase(each: Case, options: TryOptions): Promise<Tried> {
  await using rig = await Rig.start(each.options);
  const aborted = new Promise<never>((_, reject) => {
    options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
  });
  // Interrupted, it ends what it started.
  return await Promise.race([aborted, tryOn(rig, each, options)]);
}

async function tryOn(rig: Rig, each: Case, { perSecond, short }: TryOptions): Promise<Tried> {
  const service = new CountingService({
    name: numberedService,
    perSecond,
    otlpUrl: rig.url('otlpHttp'),
    lokiUrl: rig.url('lokiReceiver'),
    log: rig.log(numberedService),
  });
  const streams = startStreams(rig.url('otlpHttp'), perSecond);
  await delay(3_000);
  await each.disturb({ rig, service, seconds: (usual, brief) => (short ? brief : usual) });
  const putRight = performance.now();
  await delay(3_000);
  const senders = [streams.spans, streams.lines, streams.samples];
  await Promise.all(senders.map((sender) => sender.stop(180_000)));
  await service.stop();
  const stored = await settled(rig);
  const caughtUpSeconds = (performance.now() - putRight) / 1_000;

  const collector = await rig.collectorCounts();
  const storeMetrics = await rig.storeMetrics();
  const lossesOf = (kind: 'spans' | 'log_records' | 'metric_points') =>
    [`otelcol_exporter_send_failed_${kind}_total`].map((name) => [name, collector.value(name)] as const);
  const streamOf = (signal: Signal, sender: InsistingSender) => ({
    signal,
    made: sender.made,
    accepted: sender.accepted,
  });
  const { made, counts } = service;
  const sampledOut = (numbers: Counted, of: number) => (each.options?.traceShare ? of - numbers.size : 0);
  const rows = [
    {
      ...streamOf('spans, OTLP', streams.spans),
      exported: collector.value('otelcol_exporter_sent_spans_total'),
      sampledOut: sampledOut(stored.streamedSpans, streams.spans.made),
      stored: stored.streamedSpans,
      // A trace has each span once, by its id: stores/trace/span-tree.ts.
      read: stored.streamedSpans.size,
      counters: [...lossesOf('spans'), ['refused for good', streams.spans.refused] as const],
    },
    {
      signal: 'spans, service' as const,
      made,
      accepted: counts?.spansExported,
      exported: collector.value('otelcol_exporter_sent_spans_total'),
      sampledOut: sampledOut(stored.serviceSpans, made),
      stored: stored.serviceSpans,
      read: stored.serviceSpans.size,
      counters: [...lossesOf('spans'), ['telemetry_spans_dropped_total', counts?.spansDropped ?? 0] as const],
    },
    {
      ...streamOf('lines, OTLP', streams.lines),
      exported: collector.value('otelcol_exporter_sent_log_records_total'),
      sampledOut: 0,
      stored: stored.streamedLines,
      read: await linesByLoki(rig.url('loki'), streamed),
      counters: [
        ...lossesOf('log_records'),
        ['vl_rows_dropped_total', counterValue(storeMetrics, 'vl_rows_dropped_total')] as const,
        ['refused for good', streams.lines.refused] as const,
      ],
    },
    {
      signal: 'lines, pino-loki' as const,
      made,
      accepted: counts && made - counts.linesDropped,
      exported: collector.value('otelcol_exporter_sent_log_records_total'),
      sampledOut: 0,
      stored: stored.serviceLines,
      read: await linesByLoki(rig.url('loki'), numberedService),
      counters: [
        ...lossesOf('log_records'),
        ['telemetry_log_records_dropped_total', counts?.linesDropped ?? 0] as const,
      ],
    },
    {
      ...streamOf('samples, OTLP', streams.samples),
      exported: collector.value('otelcol_exporter_sent_metric_points_total'),
      sampledOut: 0,
      stored: stored.samples,
      read: stored.samples.size,
      counters: [
        ...lossesOf('metric_points'),
        [
          'otelcol_otlp_split_refused_points_total',
          collector.value('otelcol_otlp_split_refused_points_total'),
        ] as const,
        ['otelcol_storable_refused_points_total', collector.value('otelcol_storable_refused_points_total')] as const,
        ['refused for good', streams.samples.refused] as const,
      ],
    },
  ];
  return {
    case: each.name,
    title: each.title,
    uncounted: each.uncounted ?? {},
    entries: rows.map(({ counters, ...row }) =>
      entryOf({ ...row, counters: Object.fromEntries(counters.filter(([, count]) => count > 0)) }),
    ),
    refused: ['spans', 'log_records', 'metric_points'].reduce(
      (sum, kind) => sum + collector.value(`otelcol_receiver_refused_${kind}_total`),
      0,
    ),
    caughtUpSeconds,
  };
}

interface Stored {
  readonly streamedSpans: Counted;
  readonly serviceSpans: Counted;
  readonly streamedLines: Counted;
  readonly serviceLines: Counted;
  readonly samples: Counted;
}

/** Once nothing waits in the collector and nothing more comes for a while. */
async function settled(rig: Rig): Promise<Stored> {
  const empty = async () => (await rig.queued()) === 0 || undefined;
  await waitUntil(empty, { withinMs: 240_000, everyMs: 500 });
  let before = '';
  const unchanging = async () => {
    const now = await storedIn(rig);
    const sizes = JSON.stringify(Object.values(now).map((counted) => [...counted.values()].reduce((a, b) => a + b, 0)));
    const isSame = sizes === before;
    before = sizes;
    return isSame ? now : undefined;
  };
  const { value } = await waitUntil(unchanging, { withinMs: 120_000, everyMs: 4_000 });
  return value ?? storedIn(rig);
}

async function storedIn(rig: Rig): Promise<Stored> {
  const [streamedSpans, serviceSpans, streamedLines, serviceLines, samples] = await Promise.all([
    numbersInZipkin(rig.url('zipkin'), streamed),
    numbersInZipkin(rig.url('zipkin'), numberedService),
    numbersInVictoriaLogs(rig.url('victorialogs'), streamed),
    numbersInVictoriaLogs(rig.url('victorialogs'), numberedService),
    numbersInPrometheus(rig.url('prometheus')),
  ]);
  return { streamedSpans, serviceSpans, streamedLines, serviceLines, samples };
}
