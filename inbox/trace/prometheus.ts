import { z } from 'zod';

const labels = z.record(z.string(), z.string());

const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({ rules: z.array(z.object({ name: z.string(), query: z.string(), labels: labels.default({}) })) }),
    ),
  }),
});

const exemplarsAnswer = z.object({
  data: z
    .array(
      z.object({
        seriesLabels: labels,
        exemplars: z.array(z.object({ labels, value: z.coerce.number(), timestamp: z.number() })),
      }),
    )
    .nullable(),
});

export interface RecordingRule {
  readonly name: string;
  readonly query: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Exemplar {
  readonly series: Readonly<Record<string, string>>;
  readonly traceId: string;
  readonly value: number;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface TimeRange {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** The two questions the inbox has for Prometheus. Both throw when it does not answer within two seconds. */
export class Prometheus {
  constructor(private readonly url: string) {}

  async recordingRules(): Promise<readonly RecordingRule[]> {
    const { data } = rulesAnswer.parse(await this.#get('rules', { type: 'record' }));
    return data.groups.flatMap(({ rules }) => rules);
  }

  /** Exemplars of all series that a PromQL expression reads. */
  async exemplars(query: string, { from, to }: TimeRange): Promise<Exemplar[]> {
    const range = { start: String(from / 1000), end: String(to / 1000) };
    const { data } = exemplarsAnswer.parse(await this.#get('query_exemplars', { query, ...range }));
    return (data ?? []).flatMap(({ seriesLabels, exemplars }) =>
      exemplars.flatMap(({ labels: { trace_id: traceId }, value, timestamp }) =>
        traceId ? [{ series: seriesLabels, traceId, value, at: timestamp }] : [],
      ),
    );
  }

  async #get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(query)}`, {
      signal: AbortSignal.timeout(2000),
    });
    if (!response.ok) throw new Error(`Prometheus answers ${path} with ${response.status}`);
    return response.json();
  }
}
