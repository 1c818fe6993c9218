import type { StoredLine } from './loki-store';

/** How people and their agents call it: by OpenTelemetry's log bridges, by Grafana's, by loggers. */
const traceNames = ['trace_id', 'traceid', 'traceID', 'traceId', 'trace.id'];
const spanNames = ['span_id', 'spanid', 'spanID', 'spanId', 'span.id'];

/** Those that LogQL can ask for beside the usual one. */
export const otherTraceNames = traceNames.slice(1, 4);

type Line = Pick<StoredLine, 'line' | 'labels' | 'metadata'>;

/** The trace that a line says it belongs to: in its structured metadata, its labels, or its text. */
export const traceIdOf = (line: Line): string | undefined => idOf(line, traceNames, traceWritten);

export const spanIdOf = (line: Line): string | undefined => idOf(line, spanNames, spanWritten);

/** `"trace_id":"…"`, `traceID=…`, `trace_id: …` */
const traceWritten =
  /(?:trace_id|traceid|traceID|traceId|trace\.id)"?\s*[=:]\s*"?([0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])/;
const spanWritten = /(?:span_id|spanid|spanID|spanId|span\.id)"?\s*[=:]\s*"?([0-9a-f]{16})(?![0-9a-f])/;

function idOf({ line, labels, metadata }: Line, names: readonly string[], written: RegExp): string | undefined {
  for (const name of names) {
    const value = metadata[name] || labels[name];
    if (value) return value;
  }
  return written.exec(line)?.[1];
}

/** Labels that streams are told apart by, the likeliest first. */
const streamNames = ['service_name', 'service', 'job', 'app', 'container', 'exporter'];

/** A selector of every stream: Loki takes none that might choose nothing. Undefined where there are no streams. */
export function everyStream(labels: readonly string[]): string | undefined {
  const name = streamNames.find((one) => labels.includes(one)) ?? labels.find((one) => !one.startsWith('__'));
  return name === undefined ? undefined : `{${name}=~".+"}`;
}

export const serviceOf = ({ labels, metadata }: Pick<Line, 'labels' | 'metadata'>): string =>
  labels.service_name ??
  metadata.service_name ??
  labels.service ??
  labels.app ??
  labels.job ??
  labels.container ??
  'unknown';

export const levelOf = ({ labels, metadata }: Pick<Line, 'labels' | 'metadata'>): string =>
  (
    labels.level ??
    metadata.level ??
    metadata.severity_text ??
    metadata.detected_level ??
    labels.severity
  )?.toLowerCase() ?? 'unknown';
