import { linesByLoki } from './count-numbers';
import { counterValue } from './counters';
import { type CountingService, numberedService } from './counting-service';
import { accountTogether, type Counted, type Entry, entryOf, type Losses, type Told } from './entry';
import type { InsistingSender } from './insisting-sender';
import { keptByShare } from './kept-traces';
import type { CollectorCounts, Rig } from './rig';
import { type Streams, streamed, traceOfNumber } from './streams';

/** What is in the stores. */
export interface Stored {
  readonly streamedSpans: Counted;
  readonly serviceSpans: Counted;
  readonly streamedLines: Counted;
  readonly serviceLines: Counted;
  readonly samples: Counted;
}

export interface Evidence {
  readonly rig: Rig;
  readonly collector: CollectorCounts;
  readonly service: CountingService;
  readonly streams: Streams;
  readonly stored: Stored;
  /** Percent of the traces that are kept. */
  readonly traceShare: number;
}

const all = () => true;

/** The lines of the ledger: each stream by itself, and what is counted for both streams of a signal taken off once. */
export async function entriesOf({
  rig,
  collector,
  service,
  streams,
  stored,
  traceShare,
}: Evidence): Promise<readonly Entry[]> {
  const storeMetrics = await rig.storeMetrics();
  const counted = (...names: string[]) => Object.fromEntries(names.map((name) => [name, collector.value(name)]));
  const { made, traces, counts } = service;
  const spans = entries(
    {
      ...sentBy(streams.spans, 'spans, OTLP'),
      isWanted: (number) => keptByShare(traceOfNumber(number), traceShare),
      exported: collector.value('otelcol_exporter_sent_spans_total'),
      stored: stored.streamedSpans,
      // A trace has each span once, by its id: stores/trace/span-tree.ts.
      read: stored.streamedSpans.size,
    },
    {
      signal: 'spans, service',
      made,
      accepted: counts?.spansExported,
      isWanted: (number) => keptByShare(traces[number - 1] ?? '', traceShare),
      exported: collector.value('otelcol_exporter_sent_spans_total'),
      stored: stored.serviceSpans,
      read: stored.serviceSpans.size,
      counters: { telemetry_spans_dropped_total: counts?.spansDropped ?? 0 },
    },
    counted('otelcol_exporter_send_failed_spans_total'),
  );
  const lines = entries(
    {
      ...sentBy(streams.lines, 'lines, OTLP'),
      isWanted: all,
      exported: collector.value('otelcol_exporter_sent_log_records_total'),
      stored: stored.streamedLines,
      read: await linesByLoki(rig.url('loki'), streamed),
    },
    {
      signal: 'lines, pino-loki',
      made,
      accepted: counts && made - counts.linesDropped,
      isWanted: all,
      exported: collector.value('otelcol_exporter_sent_log_records_total'),
      stored: stored.serviceLines,
      read: await linesByLoki(rig.url('loki'), numberedService),
      counters: { telemetry_log_records_dropped_total: counts?.linesDropped ?? 0 },
    },
    {
      ...counted('otelcol_exporter_send_failed_log_records_total'),
      vl_rows_dropped_total: counterValue(storeMetrics, 'vl_rows_dropped_total'),
    },
  );
  const sample = sentBy(streams.samples, 'samples, OTLP');
  const samples = entryOf({
    ...sample,
    isWanted: all,
    exported: collector.value('otelcol_exporter_sent_metric_points_total'),
    stored: stored.samples,
    read: stored.samples.size,
    // Both count what others send, and there is no other.
    counters: some({
      ...sample.counters,
      ...counted('otelcol_otlp_split_refused_points_total', 'otelcol_storable_refused_points_total'),
    }),
  });
  return [...spans, ...lines, samples];
}

function entries(first: Told, second: Told, shared: Losses): readonly Entry[] {
  const alone = [first, second].map((told) => entryOf({ ...told, counters: some(told.counters) }));
  const together = accountTogether(alone, shared);
  // Shown once, beside the first that lost any.
  const shown = Math.max(
    0,
    alone.findIndex((entry) => entry.unaccounted > 0),
  );
  return together.map((entry, index) =>
    index === shown ? { ...entry, counters: { ...entry.counters, ...some(shared) } } : entry,
  );
}

const sentBy = ({ made, accepted, refused }: InsistingSender, signal: Told['signal']) => ({
  signal,
  made,
  accepted,
  counters: { 'refused for good': refused },
});

/** Those of nothing left out. */
const some = (losses: Losses): Losses => Object.fromEntries(Object.entries(losses).filter(([, count]) => count > 0));
