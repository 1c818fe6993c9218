import { criticalPath } from './critical-path';
import { failures } from './failures';
import { spanTree } from './span-tree';
import type { LogLine, Span, Trace } from './trace';

/**
 * One trace for programs. Nanoseconds since 1970 are text, since they do not fit a JSON number without loss; durations
 * do. The time of a log line is ISO 8601 with nanoseconds.
 */
export function traceJson(trace: Trace, links: Readonly<Record<string, string>>) {
  const tree = spanTree(trace);
  const path = tree.roots.flatMap(criticalPath);
  return {
    traceId: trace.traceId,
    spans: trace.spans.map(spanJson),
    logs: trace.logs.map(logJson),
    criticalPath: path.map(({ span, fromUnixNano, toUnixNano, waiting }) => ({
      spanId: span.spanId,
      waiting,
      startUnixNano: String(fromUnixNano),
      durationNano: Number(toUnixNano - fromUnixNano),
    })),
    failures: failures(tree).map(({ span, reason, outcome }) => ({ spanId: span.spanId, reason, outcome })),
    orphanSpanIds: tree.orphans.map(({ span }) => span.spanId),
    links,
  };
}

function spanJson({ traceId: _, startUnixNano, events, ...span }: Span) {
  return {
    ...span,
    parentSpanId: span.parentSpanId ?? null,
    startUnixNano: String(startUnixNano),
    events: events.map(({ timeUnixNano, ...event }) => ({ ...event, timeUnixNano: String(timeUnixNano) })),
  };
}

function logJson({ timeUnixNano, spanId, ...line }: LogLine) {
  return { time: isoNanos(timeUnixNano), ...line, spanId: spanId ?? null };
}

function isoNanos(time: bigint): string {
  const seconds = new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(time % 1_000_000_000n).padStart(9, '0')}Z`;
}
