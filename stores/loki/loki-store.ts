import { z } from 'zod';
import { getJson } from '../http/get-json';
import type { Sample } from '../prometheus/prometheus-store';
import { sampleValue } from '../prometheus/sample-value';
import { byTime, type LogLine } from '../trace/trace';

const backend = 'Loki';

/** `[time in ns, line, { structuredMetadata, parsed }]`, the form asked for by the header below. */
const entry = z.tuple([
  z.string(),
  z.string(),
  z.object({ structuredMetadata: z.record(z.string(), z.string()).default({}) }).default({ structuredMetadata: {} }),
]);
const answerSchema = z.object({
  data: z.object({
    result: z.array(z.object({ stream: z.record(z.string(), z.string()), values: z.array(entry) })),
  }),
});

const vectorSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

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

export class LokiStore {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async query(logQl: string, { since, until, limit = 1000, newestFirst = false }: LogQuery): Promise<StoredLine[]> {
    const answer = await getJson(`${this.#url}/loki/api/v1/query_range`, {
      backend,
      headers: { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' },
      query: {
        query: logQl,
        start: nanos(since),
        end: nanos(until ?? new Date(Date.now() + 1000)),
        limit,
        direction: newestFirst ? 'backward' : 'forward',
      },
    });
    const lines = answerSchema.parse(answer).data.result.flatMap(({ stream, values }) =>
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
    const answer = await getJson(`${this.#url}/loki/api/v1/query`, { backend, query });
    return vectorSchema.parse(answer).data.result.map(({ metric, value }) => ({
      labels: metric,
      value: sampleValue(value[1]),
    }));
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
