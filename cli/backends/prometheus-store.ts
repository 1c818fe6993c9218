import { z } from 'zod';
import { getJson } from './get-json';

const backend = 'Prometheus';

const labels = z.record(z.string(), z.string());
const vectorAnswer = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: z.tuple([z.number(), z.string()]) })),
  }),
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

export interface Exemplar {
  readonly series: Readonly<Record<string, string>>;
  /** The trace that the exemplar points to; undefined when it points to none. */
  readonly traceId?: string;
  readonly value: number;
  readonly time: Date;
}

export class PrometheusStore {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** An instant query that yields a vector. */
  async query(promQl: string, at?: Date): Promise<Sample[]> {
    const query = { query: promQl, time: at === undefined ? undefined : at.getTime() / 1000 };
    const answer = await getJson(`${this.#url}/api/v1/query`, { backend, query });
    return vectorAnswer.parse(answer).data.result.map(({ metric, value }) => ({
      labels: metric,
      value: Number(value[1]),
    }));
  }

  /** The sum over all series of a query; 0 when there are none. */
  async sum(promQl: string): Promise<number> {
    return (await this.query(promQl)).reduce((total, { value }) => total + value, 0);
  }

  async exemplars(promQl: string, { since, until }: { since: Date; until?: Date }): Promise<Exemplar[]> {
    const query = {
      query: promQl,
      start: since.getTime() / 1000,
      end: (until ?? new Date(Date.now() + 1000)).getTime() / 1000,
    };
    const answer = await getJson(`${this.#url}/api/v1/query_exemplars`, { backend, query });
    return (exemplarsAnswer.parse(answer).data ?? []).flatMap(({ seriesLabels, exemplars }) =>
      exemplars.map((exemplar) => ({
        series: seriesLabels,
        ...(exemplar.labels.trace_id !== undefined && { traceId: exemplar.labels.trace_id }),
        value: Number(exemplar.value),
        time: new Date(exemplar.timestamp * 1000),
      })),
    );
  }
}
