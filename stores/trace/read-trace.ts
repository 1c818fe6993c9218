import type { LokiStore } from '../loki/loki-store';
import { lastEnd, type Trace } from './trace';
import type { TraceStore } from './trace-store';

/** Where a trace and its log lines are. */
export interface Stored {
  readonly traces: TraceStore;
  /** Where there is none, a trace comes without its lines. */
  readonly logs?: Pick<LokiStore, 'linesOfTrace'>;
}

/** A minute either side: a span's clock and a log line's clock are not the same. */
const slackMs = 60_000;

/** One trace with its log lines, as it is stored by now; undefined when the trace store does not know it (yet). */
export async function readTrace(traceId: string, { traces, logs }: Stored): Promise<Trace | undefined> {
  const spans = await traces.spans(traceId);
  const first = spans?.[0];
  if (spans === undefined || first === undefined) return undefined;
  if (!logs) return { traceId, spans, logs: [] };
  const lines = await logs.linesOfTrace(traceId, {
    since: new Date(toMs(first.startUnixNano) - slackMs),
    until: new Date(toMs(lastEnd(spans)) + slackMs),
    limit: 5000,
  });
  return { traceId, spans, logs: lines };
}

/** As long as either store keeps anything. */
const lookedBackMs = 7 * 86_400_000;

/** The log lines of a trace that has no spans: sampled away, forgotten, or never arrived; undefined when there are none. */
export async function linesWithoutSpans(traceId: string, { logs }: Pick<Stored, 'logs'>): Promise<Trace | undefined> {
  const since = new Date(Date.now() - lookedBackMs);
  const lines = (await logs?.linesOfTrace(traceId, { since, limit: 5000 })) ?? [];
  return lines.length === 0 ? undefined : { traceId, spans: [], logs: lines };
}

const toMs = (nanos: bigint) => Number(nanos / 1_000_000n);
