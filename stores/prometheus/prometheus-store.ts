import { z } from 'zod';
import type { About, Answering } from '../http/about';
import { accessOf, type Place } from '../http/access';
import { Backend } from '../http/backend';
import { OtlpSender } from '../otlp/otlp-sender';
import {
  dataOf,
  type Labels,
  labelsSchema,
  type Range,
  type Sample,
  type Series,
  samplesSchema,
  seriesSchema,
} from './evaluation';
import { sampleValue } from './sample-value';

const rulesAnswer = dataOf(
  z.object({
    groups: z.array(
      z.object({
        /** Seconds. */
        interval: z.number().optional(),
        rules: z.array(
          z.object({
            name: z.string(),
            query: z.string().default(''),
            labels: labelsSchema.default({}),
            annotations: labelsSchema.default({}),
          }),
        ),
      }),
    ),
  }),
);
const alertsAnswer = dataOf(
  z.object({ alerts: z.array(z.object({ labels: labelsSchema, activeAt: z.coerce.date() })) }),
);
const alertmanagersAnswer = dataOf(z.object({ activeAlertmanagers: z.array(z.object({ url: z.string() })) }));
const statisticsAnswer = dataOf(
  z.object({ stats: z.object({ samples: z.object({ totalQueryableSamples: z.number() }) }) }),
);
const exemplarsAnswer = dataOf(
  z
    .array(
      z.object({
        seriesLabels: labelsSchema,
        exemplars: z.array(z.object({ labels: labelsSchema, value: z.coerce.string(), timestamp: z.number() })),
      }),
    )
    .nullable(),
);

const namesAnswer = dataOf(
  z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? []),
);

export interface Exemplar {
  readonly series: Labels;
  /** The trace that the exemplar points to; undefined when it points to none. */
  readonly traceId?: string;
  /** The label that holds its id: `trace_id` by the conventions, `traceID` where Grafana's own programs wrote it. */
  readonly label?: string;
  readonly value: number;
  readonly time: Date;
}

const alertRule = z.object({
  name: z.string(),
  query: z.string().default(''),
  /** How long it must hold, in seconds. */
  duration: z.number().default(0),
  labels: labelsSchema.default({}),
  annotations: labelsSchema.default({}),
  /** Mimir's ruler and Loki's write no state for what was not evaluated yet. */
  state: z.enum(['firing', 'pending', 'inactive', 'unknown']).catch('unknown').default('unknown'),
  health: z.string().default('unknown'),
  lastError: z.string().default(''),
  alerts: z
    .array(z.object({ labels: labelsSchema, state: z.string().default('firing') }))
    .nullish()
    .transform((alerts) => alerts ?? []),
});
const alertRulesAnswer = dataOf(
  z.object({ groups: z.array(z.object({ name: z.string().default(''), rules: z.array(alertRule) })) }),
);

/** An alert as its rule defines it, its templates not filled in; how it was evaluated last, and what it raises now. */
export interface AlertRule extends z.output<typeof alertRule> {
  readonly group: string;
}

export interface SeriesOf {
  /** A selector; all series when left out. */
  readonly match?: string;
  readonly since: Date;
  readonly until: Date;
}

export interface RecordedBy {
  readonly name: string;
  readonly query: string;
  readonly labels: Labels;
}

/** An alert that is pending or firing. */
export interface ActiveAlert {
  readonly labels: Labels;
  readonly activeAt: Date;
}

const buildInfo = {
  path: '/api/v1/status/buildinfo',
  schema: dataOf(z.object({ version: z.string() }).transform(({ version }) => version)),
};

/** Prometheus, or what speaks its API: Mimir, Thanos, VictoriaMetrics. */
export class PrometheusStore implements Answering {
  readonly #backend: Backend;
  readonly #otlp: OtlpSender;

  constructor(place: Place) {
    const access = accessOf(place);
    this.#backend = new Backend('Prometheus', access);
    this.#otlp = new OtlpSender({ ...access, url: `${access.url}/api/v1/otlp` }, 'Prometheus');
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/v1/query', { query: '1' }], buildInfo);
  }

  get url(): string {
    return this.#backend.url;
  }

  /** An instant query that yields a vector or a number. */
  async query(promQl: string, at?: Date): Promise<Sample[]> {
    const query = { query: promQl, time: at && seconds(at) };
    return this.#backend.get('/api/v1/query', dataOf(samplesSchema), { query });
  }

  /** A query at every step of a range; a series has points only where it has a value. */
  async range(promQl: string, { since, until, stepSeconds }: Range): Promise<Series[]> {
    const query = { query: promQl, start: seconds(since), end: seconds(until), step: stepSeconds };
    return this.#backend.get('/api/v1/query_range', dataOf(seriesSchema), { query });
  }

  /** The samples themselves that a range selects: `up[10m]`. */
  async samples(range: string, at: Date): Promise<Series[]> {
    return this.#backend.get('/api/v1/query', dataOf(seriesSchema), { query: { query: range, time: seconds(at) } });
  }

  /** The sum over all series of a query; 0 when there are none. */
  async sum(promQl: string): Promise<number> {
    return (await this.query(promQl)).reduce((total, { value }) => total + value, 0);
  }

  /** How many samples it reads to answer an instant query. */
  async samplesRead(promQl: string, at: Date): Promise<number> {
    const query = { query: promQl, time: seconds(at), stats: 'all' };
    return (await this.#backend.get('/api/v1/query', statisticsAnswer, { query })).stats.samples.totalQueryableSamples;
  }

  /** The names of the labels that series have, of all or of those that a selector chooses. */
  async labelNames(within: SeriesOf): Promise<string[]> {
    return this.#backend.get('/api/v1/labels', namesAnswer, { query: parametersOf(within) });
  }

  /** The values of a label, over all series or those that a selector chooses; of `__name__`: the metrics there are. */
  async labelValues(label: string, within: SeriesOf): Promise<string[]> {
    const path = `/api/v1/label/${encodeURIComponent(label)}/values`;
    return this.#backend.get(path, namesAnswer, { query: parametersOf(within) });
  }

  /** The series that a selector chooses. */
  async series(within: SeriesOf & { readonly match: string }): Promise<Labels[]> {
    return this.#backend.get('/api/v1/series', dataOf(z.array(labelsSchema)), { query: parametersOf(within) });
  }

  /** The names of all alerts that there are rules for. */
  async alertNames(): Promise<string[]> {
    return (await this.#rules('alert')).map(({ name }) => name);
  }

  /** Every rule that alerts, as it is loaded, and how it stands. */
  async alertRules(): Promise<AlertRule[]> {
    const { groups } = await this.#backend.get('/api/v1/rules', alertRulesAnswer, { query: { type: 'alert' } });
    return groups.flatMap(({ name, rules }) => rules.map((rule) => ({ ...rule, group: name })));
  }

  /** What series are recorded from which expressions. */
  async recordingRules(): Promise<RecordedBy[]> {
    return this.#rules('record');
  }

  /** The shortest time between two evaluations of rules, in milliseconds; undefined where there are no rules. */
  async evaluationInterval(): Promise<number | undefined> {
    const { groups } = await this.#backend.get('/api/v1/rules', rulesAnswer);
    const all = groups.flatMap(({ interval }) => interval ?? []);
    return all.length > 0 ? Math.min(...all) * 1000 : undefined;
  }

  async activeAlerts(): Promise<ActiveAlert[]> {
    return (await this.#backend.get('/api/v1/alerts', alertsAnswer)).alerts;
  }

  /** The flags it was started with; undefined where they are not told. */
  async flags(): Promise<Labels | undefined> {
    return this.#backend.find('/api/v1/status/flags', dataOf(labelsSchema)).catch(() => undefined);
  }

  /** The addresses of those it tells about alerts, as far as it has found them. */
  async alertmanagers(): Promise<string[]> {
    return (await this.#backend.get('/api/v1/alertmanagers', alertmanagersAnswer)).activeAlertmanagers.map(
      ({ url }) => url,
    );
  }

  /** The exemplars of all series that an expression reads. */
  async exemplars(promQl: string, { since, until }: { since: Date; until?: Date }): Promise<Exemplar[]> {
    const query = { query: promQl, start: seconds(since), end: seconds(until ?? new Date(Date.now() + 1000)) };
    const found = await this.#backend.get('/api/v1/query_exemplars', exemplarsAnswer, { query });
    return (found ?? []).flatMap(({ seriesLabels, exemplars }) =>
      exemplars.map(({ labels, value, timestamp }) => ({
        series: seriesLabels,
        ...idOf(labels),
        value: sampleValue(value),
        time: new Date(timestamp * 1000),
      })),
    );
  }

  /** Takes in metrics, in OTLP's JSON. */
  async write(metrics: object): Promise<void> {
    await this.#otlp.send('metrics', metrics);
  }

  async #rules(type: 'alert' | 'record'): Promise<RecordedBy[]> {
    const { groups } = await this.#backend.get('/api/v1/rules', rulesAnswer, { query: { type } });
    return groups.flatMap(({ rules }) => rules);
  }
}

const idLabels = ['trace_id', 'traceID', 'traceId', 'TraceID', 'trace.id'] as const;

function idOf(labels: Labels): Pick<Exemplar, 'traceId' | 'label'> {
  const label = idLabels.find((name) => labels[name] !== undefined);
  const traceId = label && labels[label];
  return label && traceId ? { label, traceId } : {};
}

const parametersOf = ({ match, since, until }: SeriesOf) => ({
  'match[]': match,
  start: seconds(since),
  end: seconds(until),
});

const seconds = (at: Date) => at.getTime() / 1000;
