import { z } from 'zod';
import { getJson } from '../http/get-json';
import { inLanes } from '../in-lanes';
import type { Span } from '../trace/trace';
import type { FoundTrace, TraceSearch, TraceStore } from '../trace/trace-store';
import { fromOtlp, otlpTrace } from './otlp-spans';

const backend = 'Tempo';
/** How many traces are asked for at once. */
const lanes = 8;

const byIdAnswer = z.object({ trace: otlpTrace.default({ resourceSpans: [] }) });

const searchAnswer = z.object({
  traces: z
    .array(
      z.object({
        /** Hexadecimal, without leading zeros. */
        traceID: z.string(),
        startTimeUnixNano: z.string().default('0'),
        durationMs: z.number().default(0),
      }),
    )
    .default([]),
});

/** Tempo 2.8 or later (`most_recent` came with it). It has no user interface of its own: Grafana is one. */
export class TempoStore implements TraceStore {
  readonly name = 'tempo';
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async spans(traceId: string): Promise<Span[] | undefined> {
    const answer = await getJson(`${this.#url}/api/v2/traces/${traceId}`, { backend });
    const spans = answer === undefined ? [] : fromOtlp(byIdAnswer.parse(answer).trace);
    return spans.length > 0 ? spans : undefined;
  }

  async search(search: TraceSearch): Promise<FoundTrace[]> {
    const query = {
      q: traceQl(search),
      start: Math.floor(search.since.getTime() / 1000),
      end: Math.ceil((search.until ?? new Date()).getTime() / 1000),
      limit: search.limit,
    };
    const answer = await getJson(`${this.#url}/api/search`, { backend, query });
    return searchAnswer.parse(answer ?? {}).traces.map((trace) => ({
      traceId: trace.traceID.padStart(32, '0'),
      startUnixNano: BigInt(trace.startTimeUnixNano),
      durationNano: trace.durationMs * 1e6,
    }));
  }

  async traces(search: TraceSearch): Promise<Span[][]> {
    const traces = await inLanes(lanes, await this.search(search), ({ traceId }) => this.spans(traceId));
    return traces.filter((spans) => spans !== undefined);
  }
}

/** The search in TraceQL: https://grafana.com/docs/tempo/latest/traceql/ */
export function traceQl(search: TraceSearch): string {
  const conditions = [
    search.service !== undefined && `resource.service.name = ${quoted(search.service)}`,
    search.spanName !== undefined && `name = ${quoted(search.spanName)}`,
    ...Object.entries(search.attributes ?? {}).map(([key, value]) =>
      value === '' ? `span.${key} != nil` : `span.${key} = ${quoted(value)}`,
    ),
    search.failed && 'status = error',
    search.minDurationMs !== undefined && `duration >= ${Math.round(search.minDurationMs * 1000)}us`,
  ].filter((condition) => typeof condition === 'string');
  return `{ ${conditions.join(' && ')} } with (most_recent=true)`;
}

const quoted = (text: string) => JSON.stringify(text);
