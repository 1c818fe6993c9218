import { logEvents } from '@sightline/catalogue';
import { type StoredLine, spanIdOf, traceIdOf } from '@sightline/stores';
import { eventKey } from '@sightline/traffic';
import type { Connections } from '../connections';
import type { Window } from './part';
import { judge } from './part';
import { sampleSize } from './sample-size';
import type { StoredTraces } from './stored-traces';

const ofShop = `{service_name=~"order|payment"} | ${eventKey}=\`${logEvents.httpRequestCompleted.name}\``;

/** Every line about a request carries, as structured metadata, the ids of a stored trace and of a span in it. */
export async function scoreLogs(connections: Connections, stored: StoredTraces, window: Window) {
  // Which lines ought to have a trace is known of our own services; of others, those that name one.
  const isOurs = connections.has('shop');
  const query = { ...window, limit: sampleSize.logs, newestFirst: true };
  const lines = isOurs ? await connections.logs.query(ofShop, query) : await connections.logs.tracedLines(query);
  const promise = isOurs ? 'request logs that join a trace' : 'log lines that join the trace they name';
  return judge(promise, lines, async (line) => {
    const [traceId, spanId] = isOurs
      ? [line.metadata.trace_id, line.metadata.span_id]
      : [traceIdOf(line), spanIdOf(line)];
    if (!traceId) return `${describe(line)} has no trace_id`;
    const spans = await stored.spans(traceId);
    if (spans === undefined) return `${describe(line)}: trace ${traceId} is not stored`;
    // A line may be of a trace as a whole.
    const joins = (!isOurs && spanId === undefined) || spans.some((span) => span.spanId === spanId);
    return joins ? undefined : `${describe(line)}: trace ${traceId} has no span ${spanId ?? '(none given)'}`;
  });
}

const describe = ({ timeUnixNano, labels, line }: StoredLine) =>
  `${new Date(Number(timeUnixNano / 1_000_000n)).toISOString()} ${labels.service_name ?? labels.service ?? labels.job ?? '?'} "${line}"`;
