import { z } from 'zod';
import { concurrently } from '../concurrently';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';
import type { Span } from '../trace/trace';
import type { FoundTrace, TraceSearch, TraceStore } from '../trace/trace-store';
import { fromOtlp, otlpTrace } from './otlp-spans';

/** How many traces are asked for at once. */
const concurrency = 8;

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

const buildInfo = {
  path: '/api/status/buildinfo',
  schema: z.object({ version: z.string() }).transform(({ version }) => version),
};

/** Tempo 2.8 or later (`most_recent` came with it). It has no user interface of its own: Grafana is one. */
export class TempoStore implements TraceStore, Answering {
  readonly name = 'tempo';
  readonly #backend: Backend;

  constructor(place: Place) {
    this.#backend = new Backend('Tempo', place);
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/search', { limit: 1 }], buildInfo);
  }

  async spans(traceId: string): Promise<Span[] | undefined> {
    const answer = await this.#backend.find(`/api/v2/traces/${traceId}`, byIdAnswer);
    const spans = answer === undefined ? [] : fromOtlp(answer.trace);
    return spans.length > 0 ? spans : undefined;
  }

  async search(search: TraceSearch): Promise<FoundTrace[]> {
    const query = {
      q: traceQl(search),
      start: Math.floor(search.since.getTime() / 1000),
      end: Math.ceil((search.until ?? new Date()).getTime() / 1000),
      limit: search.limit,
    };
    const { traces } = await this.#backend.get('/api/search', searchAnswer, { query });
    return traces.map((trace) => ({
      traceId: trace.traceID.padStart(32, '0'),
      startUnixNano: BigInt(trace.startTimeUnixNano),
      durationNano: trace.durationMs * 1e6,
    }));
  }

  async traces(search: TraceSearch): Promise<Span[][]> {
    const traces = await concurrently(concurrency, await this.search(search), ({ traceId }) => this.spans(traceId));
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
