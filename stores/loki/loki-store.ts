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
import { everyStream, levelOf, otherTraceNames, serviceOf, spanIdOf, traceIdOf } from './line-ids';

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
  /** Whether lines are known to have their trace's id in the usual way. */
  #isUsual = false;

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

  /**
   * The lines written under one trace: by the structured metadata `trace_id`; where no line has that, by what others call it, and
   * last by the text.
   */
  async linesOfTrace(traceId: string, query: LogQuery): Promise<LogLine[]> {
    const lines = await this.query(`{service_name=~".+"} | trace_id=\`${traceId}\``, query);
    return (lines.length > 0 ? lines : await this.#linesOtherwise(traceId, query)).map(toLogLine).sort(byTime);
  }

  /** The newest lines that say which trace they belong to, in whichever way. */
  async tracedLines(query: LogQuery): Promise<StoredLine[]> {
    const every = await this.everyStream(query);
    if (every === undefined) return [];
    const newest = { ...query, newestFirst: true };
    const usual = await this.query(`${every} | trace_id!=""`, newest);
    if (usual.length > 0) return usual;
    const named = await this.query(`${every} | ${otherTraceNames.map((name) => `${name}!=""`).join(' or ')}`, newest);
    if (named.length > 0) return named;
    return (await this.query(`${every} |~ "trace[._]?[iI][dD]"`, newest)).filter(
      (line) => traceIdOf(line) !== undefined,
    );
  }

  /** A selector of all streams, by a label that they have. */
  async everyStream({ since, until }: LogQuery): Promise<string | undefined> {
    return everyStream(await this.labelNames({ since, until: until ?? new Date(Date.now() + 1000) }));
  }

  async #linesOtherwise(traceId: string, query: LogQuery): Promise<StoredLine[]> {
    if (this.#isUsual) return [];
    const every = await this.everyStream(query);
    if (every === undefined) return [];
    // Where lines have their ids in the usual way, one that is not found is not there yet.
    const lastHour = { since: new Date(Date.now() - 3_600_000), limit: 1 };
    this.#isUsual = (await this.query(`${every} | trace_id!=""`, lastHour)).length > 0;
    if (this.#isUsual) return [];
    const named = otherTraceNames.map((name) => `${name}=\`${traceId}\``).join(' or ');
    const lines = await this.query(`${every} | ${named}`, query);
    return lines.length > 0 ? lines : this.query(`${every} |= \`${traceId}\``, query);
  }
}

export function toLogLine(stored: StoredLine): LogLine {
  const { timeUnixNano, line, metadata } = stored;
  const { span_id: _, ...attributes } = metadata;
  const spanId = spanIdOf(stored);
  return {
    timeUnixNano,
    service: serviceOf(stored),
    level: levelOf(stored),
    message: line,
    ...(spanId !== undefined && { spanId }),
    attributes,
  };
}

const nanos = (date: Date) => `${date.getTime()}000000`;
