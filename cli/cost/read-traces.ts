import { spanMetricCalls, spanSize } from '@sightline/stores';
import type { Connections } from '../connections';
import { biggest, type Contributor, Tally } from './contributor';
import { secondsOf, type Window } from './work';

export interface TraceCost {
  /** Spans that were made, in the window. */
  readonly made: number;
  /** Those that were stored: fewer where traces are sampled. */
  readonly stored: number;
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
export async function readTraceCost(connections: Connections, window: Window): Promise<TraceCost | undefined> {
  const { metrics } = connections;
  const over = `[${Math.round(secondsOf(window))}s]`;
  const increase = async (selector: string) =>
    (await metrics.query(`sum(increase(${selector}${over}))`, window.until))[0]?.value;
  const by = 'by (service_name, service, span_name)';
  const [calls, accepted, sent] = await Promise.all([
    metrics.query(`sum ${by} (increase(${spanMetricCalls()}${over}))`, window.until),
    increase('{__name__=~"otelcol_receiver_accepted_spans(_total)?"}'),
    increase('{__name__=~"otelcol_exporter_sent_spans(_total)?"}'),
  ]);
  const counted = calls.reduce((sum, { value }) => sum + value, 0);
  const made = accepted || counted;
  if (!made) return undefined;
  const looked = await lookAt(connections, window);
  const named = calls.map(({ labels, value }) => {
    const name = `${labels.service_name ?? labels.service ?? ''} ${labels.span_name ?? ''}`.trim();
    const bytes = looked.meanBytes.get(name);
    return { name, count: value, ...(bytes !== undefined && { bytes: bytes * value }) };
  });
  return {
    made,
    stored: sent ?? made,
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
