import { logEvents } from '@sightline/observability/catalogue';
import type { StoredLine } from '@sightline/stores';
import { eventKey } from '@sightline/traffic';
import type { Connections } from '../connections';
import type { Window } from './part';
import { judge } from './part';
import { sampleSize } from './sample-size';
import type { StoredTraces } from './stored-traces';

const requestLines = `{service_name=~"order|payment"} | ${eventKey}=\`${logEvents.httpRequestCompleted.name}\``;

/** Every line about a request carries, as structured metadata, the ids of a stored trace and of a span in it. */
export async function scoreLogs({ logs }: Connections, stored: StoredTraces, window: Window) {
  const lines = await logs.query(requestLines, { ...window, limit: sampleSize.logs, newestFirst: true });
  return judge('request logs that join a trace', lines, async (line) => {
    const { trace_id: traceId, span_id: spanId } = line.metadata;
    if (!traceId) return `${describe(line)} has no trace_id`;
    const spans = await stored.spans(traceId);
    if (spans === undefined) return `${describe(line)}: trace ${traceId} is not stored`;
    const joins = spans.some((span) => span.spanId === spanId);
    return joins ? undefined : `${describe(line)}: trace ${traceId} has no span ${spanId ?? '(none given)'}`;
  });
}

const describe = ({ timeUnixNano, labels, line }: StoredLine) =>
  `${new Date(Number(timeUnixNano / 1_000_000n)).toISOString()} ${labels.service_name} "${line}"`;
