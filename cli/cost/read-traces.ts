import { type SpanMetrics, spanSize } from '@sightline/stores';
import type { Connections } from '../connections';
import { biggest, type Contributor, Tally } from './contributor';
import { secondsOf, type Window } from './work';

export interface TraceCost {
  /** Spans that were made, in the window. */
  readonly made: number;
  /** Those that were stored: fewer where traces are sampled. Of several exporters the one that sent most counts. */
  readonly stored: number;
  /** The exporter that tells so. */
  readonly storedBy?: string;
  /** About the bytes of a span in OTLP, of traces that were looked at; undefined where none could be. */
  readonly bytesPerSpan?: number;
  readonly lookedAt: number;
  /** By service and name; with bytes where traces could be looked at. */
  readonly spans: readonly Contributor[];
  /** By key, of the traces that were looked at. */
  readonly attributes: readonly Contributor[];
}

const lookedAtMost = 100;

/** Undefined where nobody counts spans. */
export async function readTraceCost(
  connections: Connections,
  window: Window,
  counts: SpanMetrics | undefined,
): Promise<TraceCost | undefined> {
  const { metrics } = connections;
  const over = `[${Math.round(secondsOf(window))}s]`;
  // Behind agents there is a gateway, which takes the same spans again, and of several backends each gets them.
  const largest = async (metric: string, by: string) => {
    const sum = (name: string) => `sum by (service_name, job${by}) (increase(${name}${over}))`;
    const [found] = await metrics.query(`topk(1, ${sum(`${metric}_total`)} or ${sum(metric)})`, window.until);
    return found;
  };
  const [calls, accepted, sent] = await Promise.all([
    counts
      ? metrics.query(`sum by (${counts.by(['service', 'name'])}) (increase(${counts.selector}${over}))`, window.until)
      : [],
    largest('otelcol_receiver_accepted_spans', ''),
    largest('otelcol_exporter_sent_spans', ', exporter'),
  ]);
  const counted = calls.reduce((sum, { value }) => sum + value, 0);
  const made = accepted?.value || counted;
  if (!made) return undefined;
  const looked = await lookAt(connections, window);
  const named = calls.map(({ labels, value }) => {
    const { service = '', name: span = '' } = counts?.read(labels) ?? {};
    const name = `${service} ${span}`.trim();
    const bytes = looked.meanBytes.get(name);
    return { name, count: value, ...(bytes !== undefined && { bytes: bytes * value }) };
  });
  return {
    made,
    stored: sent?.value ?? made,
    ...(sent?.labels.exporter !== undefined && { storedBy: sent.labels.exporter }),
    lookedAt: looked.traces,
    ...(looked.bytesPerSpan !== undefined && { bytesPerSpan: looked.bytesPerSpan }),
    spans: biggest(named, 'count'),
    attributes: biggest(looked.attributes, 'bytes', looked.bytes),
  };
}

async function lookAt(connections: Connections, window: Window) {
  const traces = connections.has('traces') ? await connections.traces.traces({ ...window, limit: lookedAtMost }) : [];
  const [spans, attributes] = [new Tally(), new Tally()];
  for (const span of traces.flat()) {
    const size = spanSize(span);
    spans.add(`${span.service} ${span.name}`, { count: 1, bytes: size.bytes });
    for (const { key, bytes } of size.attributes) attributes.add(key, { count: 1, bytes });
  }
  const count = spans.all.reduce((sum, each) => sum + each.count, 0);
  const bytes = spans.all.reduce((sum, each) => sum + each.bytes, 0);
  return {
    traces: traces.length,
    bytes,
    bytesPerSpan: count > 0 ? bytes / count : undefined,
    meanBytes: new Map(spans.all.map((each) => [each.name, each.bytes / each.count])),
    attributes: attributes.all,
  };
}
