import { z } from 'zod';
import type { About, Answering } from '../http/about';
import type { Place } from '../http/access';
import { Backend } from '../http/backend';
import {
  dataOf,
  labelsSchema,
  type Range,
  type Sample,
  type Series,
  samplesSchema,
  seriesSchema,
} from '../prometheus/evaluation';
import { byTime, type LogLine } from '../trace/trace';

/** `[time in ns, line, { structuredMetadata, parsed }]`, the form asked for by the header below. */
const entry = z.tuple([
  z.string(),
  z.string(),
  z.object({ structuredMetadata: z.record(z.string(), z.string()).default({}) }).default({ structuredMetadata: {} }),
]);
const linesSchema = z.object({
  resultType: z.literal('streams'),
  result: z.array(z.object({ stream: labelsSchema, values: z.array(entry) })),
});

const namesAnswer = dataOf(
  z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? []),
);

export interface LogQuery {
  readonly since: Date;
  readonly until?: Date;
  readonly limit?: number;
  /** `newest first` matters when there are more lines than the limit. Default: oldest first. */
  readonly newestFirst?: boolean;
}

/** A stored line with what Loki knows about it, kept apart: the stream's labels, and the structured metadata. */
export interface StoredLine {
  readonly timeUnixNano: bigint;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Lines as they are pushed. */
export interface LogStream {
  readonly stream: Readonly<Record<string, string>>;
  /** `[time in ns since 1970, line]` */
  readonly values: readonly (readonly [string, string])[];
}

const buildInfo = {
  path: '/loki/api/v1/status/buildinfo',
  schema: z.object({ version: z.string() }).transform(({ version }) => version),
};

export class LokiStore implements Answering {
  readonly #backend: Backend;

  constructor(place: Place) {
    this.#backend = new Backend('Loki', place);
  }

  about(): Promise<About> {
    return this.#backend.about(['/loki/api/v1/labels'], buildInfo);
  }

  async query(logQl: string, { since, until, limit = 1000, newestFirst = false }: LogQuery): Promise<StoredLine[]> {
    const { result } = await this.#backend.get('/loki/api/v1/query_range', dataOf(linesSchema), {
      headers: { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' },
      query: {
        query: logQl,
        start: nanos(since),
        end: nanos(until ?? new Date(Date.now() + 1000)),
        limit,
        direction: newestFirst ? 'backward' : 'forward',
      },
    });
    const lines = result.flatMap(({ stream, values }) =>
      values.map(([time, line, { structuredMetadata }]) => ({
        timeUnixNano: BigInt(time),
        line,
        labels: stream,
        metadata: structuredMetadata,
      })),
    );
    const sign = newestFirst ? -1 : 1;
    return lines.sort((a, b) => sign * Number(a.timeUnixNano - b.timeUnixNano));
  }

  /** A metric query at one moment: how many lines by which labels. */
  async count(logQl: string, at: Date): Promise<Sample[]> {
    const query = { query: logQl, time: nanos(at) };
    return this.#backend.get('/loki/api/v1/query', dataOf(samplesSchema), { query });
  }

  /** A metric query at every step of a range. */
  async range(logQl: string, { since, until, stepSeconds }: Range): Promise<Series[]> {
    const query = { query: logQl, start: nanos(since), end: nanos(until), step: stepSeconds };
    return this.#backend.get('/loki/api/v1/query_range', dataOf(seriesSchema), { query });
  }

  /** The labels that streams have. */
  async labelNames({ since, until }: Pick<Range, 'since' | 'until'>): Promise<string[]> {
    const query = { start: nanos(since), end: nanos(until) };
    return this.#backend.get('/loki/api/v1/labels', namesAnswer, { query });
  }

  /** The values of a label, of all streams or of those that a selector chooses. */
  async labelValues(
    label: string,
    { since, until, match }: Pick<Range, 'since' | 'until'> & { readonly match?: string },
  ): Promise<string[]> {
    const query = { start: nanos(since), end: nanos(until), query: match };
    return this.#backend.get(`/loki/api/v1/label/${encodeURIComponent(label)}/values`, namesAnswer, { query });
  }

  /** Takes in lines: by their streams' labels, each with its time. */
  async push(streams: readonly LogStream[]): Promise<void> {
    await this.#backend.post('/loki/api/v1/push', { streams });
  }

  /** The lines written under one trace: by the structured metadata `trace_id`, never by searching the text. */
  async linesOfTrace(traceId: string, query: LogQuery): Promise<LogLine[]> {
    const lines = await this.query(`{service_name=~".+"} | trace_id=\`${traceId}\``, query);
    return lines.map(toLogLine).sort(byTime);
  }
}

export function toLogLine({ timeUnixNano, line, labels, metadata }: StoredLine): LogLine {
  const { span_id: spanId, ...attributes } = metadata;
  return {
    timeUnixNano,
    service: labels.service_name ?? 'unknown',
    level: labels.level ?? 'unknown',
    message: line,
    ...(spanId !== undefined && { spanId }),
    attributes,
  };
}

const nanos = (date: Date) => `${date.getTime()}000000`;
