import { z } from 'zod';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';
import { lastEnd, type Span } from '../trace/trace';
import type { FoundTrace, TraceSearch, TraceStore } from '../trace/trace-store';
import { fromZipkin, zipkinTrace } from './zipkin-spans';

const info = {
  path: '/info',
  schema: z.object({ zipkin: z.object({ version: z.string() }) }).transform(({ zipkin }) => zipkin.version),
};

/** The trace store of the embedded way to run, where Tempo is not to be had. */
export class ZipkinStore implements TraceStore, Answering {
  readonly name = 'zipkin';
  readonly #backend: Backend;

  constructor(place: Place) {
    this.#backend = new Backend('Zipkin', place);
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/v2/services'], info);
  }

  async spans(traceId: string): Promise<Span[] | undefined> {
    const answer = await this.#backend.find(`/api/v2/trace/${traceId}`, zipkinTrace);
    return answer && fromZipkin(answer);
  }

  async search(search: TraceSearch): Promise<FoundTrace[]> {
    return (await this.traces(search)).map(found).filter((trace) => trace !== undefined);
  }

  async traces(search: TraceSearch): Promise<Span[][]> {
    const until = search.until ?? new Date();
    const query = {
      serviceName: search.service,
      spanName: search.spanName?.toLowerCase(),
      annotationQuery: annotationQuery(search) || undefined,
      minDuration: search.minDurationMs === undefined ? undefined : Math.round(search.minDurationMs * 1000),
      endTs: until.getTime(),
      lookback: Math.max(1, until.getTime() - search.since.getTime()),
      limit: search.limit,
    };
    const answer = await this.#backend.get('/api/v2/traces', z.array(zipkinTrace), { query });
    return answer.map(fromZipkin).sort(([a], [b]) => Number((b?.startUnixNano ?? 0n) - (a?.startUnixNano ?? 0n)));
  }

  link(traceId: string): string {
    return `${this.#backend.url}/zipkin/traces/${traceId}`;
  }
}

/** `key=value and key`: Zipkin's own little language, in which a bare key asks only that the tag is there. */
function annotationQuery({ attributes = {}, failed }: TraceSearch): string {
  const terms = Object.entries(attributes).map(([key, value]) => (value === '' ? key : `${key}=${value}`));
  return [...terms, ...(failed ? ['error'] : [])].join(' and ');
}

function found(spans: readonly Span[]): FoundTrace | undefined {
  const first = spans[0];
  if (first === undefined) return undefined;
  return {
    traceId: first.traceId,
    startUnixNano: first.startUnixNano,
    durationNano: Number(lastEnd(spans) - first.startUnixNano),
  };
}
