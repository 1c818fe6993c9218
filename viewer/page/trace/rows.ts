import type { LogJson, SegmentJson, SpanJson, TraceJson } from './trace-json';

/** A part of the time axis, in nanoseconds from the trace's start. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
}

export interface SpanRow extends Stretch {
  readonly kind: 'span';
  readonly depth: number;
  readonly span: SpanJson;
  /** Its parent was never stored. */
  readonly orphan: boolean;
  /** What of it the whole trace had to wait for. */
  readonly critical: readonly (Stretch & { readonly waiting: boolean })[];
}

export interface LogRow {
  readonly kind: 'log';
  readonly depth: number;
  readonly at: number;
  readonly line: LogJson;
}

export interface Waterfall {
  readonly rows: readonly (SpanRow | LogRow)[];
  readonly startMs: number;
  readonly lengthNano: number;
  /** The services in order of appearance. */
  readonly services: readonly string[];
}

/** A trace as one draws it: every span under its parent, every log line under the span it was written in, all in order of time. */
export function waterfall({ spans, logs, criticalPath }: TraceJson): Waterfall {
  // Without a span, the first log line is where it begins.
  const beginnings =
    spans.length > 0 ? spans.map(({ startUnixNano }) => BigInt(startUnixNano)) : logs.map(({ time }) => nanosOf(time));
  const start = beginnings.reduce((a, b) => (b < a ? b : a), beginnings[0] ?? 0n);
  const since = (unixNano: string | bigint) => Number(BigInt(unixNano) - start);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const children = grouped(spans, ({ parentSpanId, spanId }) =>
    parentSpanId && parentSpanId !== spanId && byId.has(parentSpanId) ? parentSpanId : '',
  );
  const linesOf = grouped(logs, ({ spanId }) => (spanId && byId.has(spanId) ? spanId : ''));
  const segments = grouped(criticalPath, ({ spanId }) => spanId);

  const logRow = (line: LogJson, depth: number): LogRow => ({
    kind: 'log',
    depth,
    at: since(nanosOf(line.time)),
    line,
  });
  const stretch = ({ startUnixNano, durationNano, waiting }: SegmentJson) => ({
    from: since(startUnixNano),
    length: durationNano,
    waiting,
  });
  const under = (span: SpanJson, depth: number): (SpanRow | LogRow)[] => {
    const { spanId, parentSpanId, startUnixNano, durationNano } = span;
    const row: SpanRow = {
      kind: 'span',
      depth,
      span,
      orphan: parentSpanId !== null && !byId.has(parentSpanId),
      from: since(startUnixNano),
      length: durationNano,
      critical: (segments.get(spanId) ?? []).map(stretch),
    };
    const branches = (children.get(spanId) ?? []).map((child) => ({
      at: since(child.startUnixNano),
      rows: () => under(child, depth + 1),
    }));
    const lines = (linesOf.get(spanId) ?? []).map((line) => ({
      at: logRow(line, 0).at,
      rows: () => [logRow(line, depth + 1)],
    }));
    const inOrder = [...lines, ...branches].sort((a, b) => a.at - b.at);
    return [row, ...inOrder.flatMap(({ rows }) => rows())];
  };

  const rows = [
    ...(children.get('') ?? []).flatMap((root) => under(root, 0)),
    ...(linesOf.get('') ?? []).map((line) => logRow(line, 0)),
  ];
  return {
    rows,
    startMs: Number(start / 1_000_000n),
    lengthNano: Math.max(
      1,
      ...(spans.length > 0
        ? spans.map(({ startUnixNano, durationNano }) => since(startUnixNano) + durationNano)
        : logs.map(({ time }) => since(nanosOf(time)))),
    ),
    services: [...new Set((spans.length > 0 ? spans : logs).map(({ service }) => service))],
  };
}

function grouped<T>(list: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}

/** `2026-01-01T00:00:00.123456789Z` in nanoseconds since 1970; Date knows milliseconds only. */
function nanosOf(iso: string): bigint {
  const [seconds = '', fraction = ''] = iso.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}
