import { z } from 'zod';
import { concurrently } from '../concurrently';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';
import { lastEnd, type Span } from '../trace/trace';
import type { FoundTrace, TraceSearch, TraceStore } from '../trace/trace-store';
import { fromJaeger, jaegerTrace } from './jaeger-spans';

/** How many services are asked for at once. */
const concurrency = 8;

const tracesAnswer = z.object({ data: z.array(jaegerTrace).nullish() }).transform(({ data }) => data ?? []);
const servicesAnswer = z.object({ data: z.array(z.string()).nullish() }).transform(({ data }) => data ?? []);

/** Jaeger's query service, 1 and 2, or what speaks its API: by the JSON that its own page reads. */
export class JaegerStore implements TraceStore, Answering {
  readonly name = 'jaeger';
  readonly #backend: Backend;

  constructor(place: Place) {
    this.#backend = new Backend('Jaeger', place);
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/services']);
  }

  async spans(traceId: string): Promise<Span[] | undefined> {
    const [trace] = (await this.#backend.find(`/api/traces/${traceId}`, tracesAnswer)) ?? [];
    return trace && trace.spans.length > 0 ? fromJaeger(trace) : undefined;
  }

  async search(search: TraceSearch): Promise<FoundTrace[]> {
    return (await this.traces(search)).flatMap((spans) => {
      const [first] = spans;
      if (first === undefined) return [];
      const { traceId, startUnixNano } = first;
      return [{ traceId, startUnixNano, durationNano: Number(lastEnd(spans) - startUnixNano) }];
    });
  }

  /** Jaeger searches one service at a time: where none is named, each is asked. */
  async traces(search: TraceSearch): Promise<Span[][]> {
    const services = search.service === undefined ? await this.#services() : [search.service];
    const found = await concurrently(concurrency, services, (service) => this.#tracesOf(service, search));
    const byId = new Map(found.flat().map((spans) => [spans[0]?.traceId, spans]));
    return [...byId.values()]
      .sort(([a], [b]) => Number((b?.startUnixNano ?? 0n) - (a?.startUnixNano ?? 0n)))
      .slice(0, search.limit);
  }

  link(traceId: string): string {
    return `${this.#backend.url}/trace/${traceId}`;
  }

  async #tracesOf(service: string, search: TraceSearch): Promise<Span[][]> {
    const { spanName, minDurationMs, since, until = new Date(), limit } = search;
    const tags = tagsOf(search);
    const query = {
      service,
      operation: spanName,
      tags: Object.keys(tags).length > 0 ? JSON.stringify(tags) : undefined,
      start: since.getTime() * 1000,
      end: until.getTime() * 1000,
      minDuration: minDurationMs === undefined ? undefined : `${Math.round(minDurationMs * 1000)}us`,
      limit,
    };
    const traces = (await this.#backend.get('/api/traces', tracesAnswer, { query })).map(fromJaeger);
    // That an attribute is there at all cannot be asked for.
    const wanted = Object.entries(search.attributes ?? {}).filter(([, value]) => value === '');
    return traces.filter((spans) => wanted.every(([key]) => spans.some(({ attributes }) => key in attributes)));
  }

  async #services(): Promise<string[]> {
    return this.#backend.get('/api/services', servicesAnswer);
  }
}

const tagsOf = ({ attributes = {}, failed }: TraceSearch): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '')),
  ...(failed && { error: 'true' }),
});
