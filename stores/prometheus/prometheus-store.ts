import { z } from 'zod';
import { type GetJsonOptions, getJson } from '../http/get-json';
import { sampleValue } from './sample-value';

const backend = 'Prometheus';

const labels = z.record(z.string(), z.string());
const vectorAnswer = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: z.tuple([z.number(), z.string()]) })),
  }),
});
const matrixAnswer = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});
const rulesAnswer = z.object({
  data: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ name: z.string() })) })) }),
});
const exemplarsAnswer = z.object({
  data: z
    .array(
      z.object({
        seriesLabels: labels,
        exemplars: z.array(z.object({ labels, value: z.string(), timestamp: z.number() })),
      }),
    )
    .nullable(),
});

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One series over time. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

export interface Point {
  /** Seconds since 1970. */
  readonly time: number;
  readonly value: number;
}

export interface Range {
  readonly since: Date;
  readonly until: Date;
  readonly stepSeconds: number;
}

export interface Exemplar {
  readonly series: Readonly<Record<string, string>>;
  /** The trace that the exemplar points to; undefined when it points to none. */
  readonly traceId?: string;
  readonly value: number;
  readonly time: Date;
}

export class PrometheusStore {
  readonly #url: string;
  readonly #timeoutMs: number | undefined;

  constructor(url: string, { timeoutMs }: { timeoutMs?: number } = {}) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  /** An instant query that yields a vector. */
  async query(promQl: string, at?: Date): Promise<Sample[]> {
    const query = { query: promQl, time: at === undefined ? undefined : at.getTime() / 1000 };
    const answer = await getJson(`${this.#url}/api/v1/query`, this.#asking(query));
    return vectorAnswer.parse(answer).data.result.map(({ metric, value }) => ({
      labels: metric,
      value: sampleValue(value[1]),
    }));
  }

  /** A query at every step of a range; a series has points only where it has a value. */
  async range(promQl: string, { since, until, stepSeconds }: Range): Promise<Series[]> {
    const query = {
      query: promQl,
      start: since.getTime() / 1000,
      end: until.getTime() / 1000,
      step: stepSeconds,
    };
    const answer = await getJson(`${this.#url}/api/v1/query_range`, this.#asking(query));
    return matrixAnswer.parse(answer).data.result.map(({ metric, values }) => ({
      labels: metric,
      points: values.map(([time, value]) => ({ time, value: sampleValue(value) })),
    }));
  }

  /** The sum over all series of a query; 0 when there are none. */
  async sum(promQl: string): Promise<number> {
    return (await this.query(promQl)).reduce((total, { value }) => total + value, 0);
  }

  /** The names of all alerts that there are rules for. */
  async alertNames(): Promise<string[]> {
    const answer = await getJson(`${this.#url}/api/v1/rules`, { backend, query: { type: 'alert' } });
    return rulesAnswer.parse(answer).data.groups.flatMap(({ rules }) => rules.map(({ name }) => name));
  }

  async exemplars(promQl: string, { since, until }: { since: Date; until?: Date }): Promise<Exemplar[]> {
    const query = {
      query: promQl,
      start: since.getTime() / 1000,
      end: (until ?? new Date(Date.now() + 1000)).getTime() / 1000,
    };
    const answer = await getJson(`${this.#url}/api/v1/query_exemplars`, this.#asking(query));
    return (exemplarsAnswer.parse(answer).data ?? []).flatMap(({ seriesLabels, exemplars }) =>
      exemplars.map((exemplar) => ({
        series: seriesLabels,
        ...(exemplar.labels.trace_id !== undefined && { traceId: exemplar.labels.trace_id }),
        value: sampleValue(exemplar.value),
        time: new Date(exemplar.timestamp * 1000),
      })),
    );
  }

  #asking(query: GetJsonOptions['query'] & {}) {
    return { backend, query, ...(this.#timeoutMs !== undefined && { timeoutMs: this.#timeoutMs }) };
  }
}
