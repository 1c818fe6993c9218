import type { PrometheusStore } from './prometheus-store';

/** What is told of a span, whatever the label is called. */
export type SpanLabel = 'service' | 'version' | 'name' | 'kind' | 'status';

/** How a platform counts its spans: what the metrics and their labels are called, and in what time is told. */
export interface SpanMetricNames {
  /** The counter of calls. */
  readonly calls: string;
  /** The histogram of durations; undefined where there is none. `isNative`: it has no `_sum` and no `_count`. */
  readonly duration?: { readonly name: string; readonly inSeconds: number; readonly isNative: boolean };
  /** A label that is not there is left out. */
  readonly labels: Readonly<Partial<Record<SpanLabel, string>>>;
}

/** The names by which a label goes, the conventional first: `operation` is the old processor's, `service` Tempo's. */
const spellings: Readonly<Record<SpanLabel, readonly string[]>> = {
  service: ['service_name', 'service.name', 'service'],
  version: ['service_version', 'service.version'],
  name: ['span_name', 'span.name', 'operation'],
  kind: ['span_kind', 'span.kind'],
  status: ['status_code', 'status.code'],
};

/**
 * The counters that may be one, the likeliest first: `traces_span_metrics_calls_total` of the collector's connector, `calls_total` before
 * 0.109, `traces_spanmetrics_calls_total` of Tempo, any of them with dots, and under a namespace of one's own.
 */
const likely = [
  /^traces[._]span[._]metrics[._]calls([._]total)?$/,
  /^traces[._]spanmetrics[._]calls([._]total)?$/,
  /^span[._]?metrics[._]calls([._]total)?$/,
  /^calls([._]total)?$/,
  /./,
];

/** Of what a name says of its unit, how long one is; the connector's own is a millisecond, Tempo's `latency` is in seconds. */
const inSeconds = (name: string) => {
  if (/milliseconds$|[._]ms$/.test(name)) return 0.001;
  if (/seconds$|[._]s$/.test(name)) return 1;
  return /spanmetrics[._]latency$/.test(name) ? 1 : 0.001;
};

/** How spans are counted there in a time; undefined where nobody counts them. */
export async function findSpanMetrics(
  store: PrometheusStore,
  within: { readonly since: Date; readonly until: Date },
): Promise<SpanMetricNames | undefined> {
  const match =
    '{__name__=~"(.+[._])?(calls([._]total)?|(duration|latency)([._](seconds|milliseconds|ms|s))?([._]count)?)"}';
  const names = await store.labelValues('__name__', { ...within, match });
  const counters = names.filter((name) => /(^|[._])calls([._]total)?$/.test(name));
  const rank = (name: string) => likely.findIndex((pattern) => pattern.test(name));
  for (const calls of counters.sort((a, b) => rank(a) - rank(b))) {
    const there = await store.labelNames({ ...within, match: selector(calls) });
    const labels = Object.fromEntries(
      Object.entries(spellings).flatMap(([label, all]) => {
        const spelled = all.find((each) => there.includes(each));
        return spelled === undefined ? [] : [[label, spelled]];
      }),
    ) as SpanMetricNames['labels'];
    // Something else that is called so has no spans.
    if (!labels.service || !labels.name || !labels.kind || !labels.status) continue;
    const duration = durationBeside(calls, names);
    return { calls, labels, ...(duration && { duration }) };
  }
  return undefined;
}

function durationBeside(calls: string, names: readonly string[]): SpanMetricNames['duration'] {
  const namespace = calls.replace(/calls([._]total)?$/, '');
  const beside = names.filter(
    (name) => name.startsWith(namespace) && /^(duration|latency)/.test(name.slice(namespace.length)),
  );
  const counted = beside.find((name) => /[._]count$/.test(name))?.replace(/[._]count$/, '');
  const name = counted ?? beside[0];
  return name === undefined ? undefined : { name, inSeconds: inSeconds(name), isNative: counted === undefined };
}

type Where = Readonly<Partial<Record<SpanLabel, string>>>;

/** PromQL over the spans that a platform counts. `where` holds matchers without the label: `="STATUS_CODE_ERROR"`. */
export class SpanMetrics {
  constructor(readonly names: SpanMetricNames) {}

  has(label: SpanLabel): boolean {
    return this.names.labels[label] !== undefined;
  }

  /** Calls a second. */
  calls(by: readonly SpanLabel[], window: string, where: Where = {}): string {
    return this.#rate(this.names.calls, by, window, where);
  }

  /** Seconds that one takes on average; undefined where durations are not kept. */
  meanSeconds(by: readonly SpanLabel[], window: string): string | undefined {
    const { duration } = this.names;
    if (duration === undefined) return undefined;
    const { name, isNative } = duration;
    const rate = (suffix: string) => this.#rate(`${name}${suffix}`, by, window, {});
    const mean = isNative
      ? `histogram_sum(${rate('')}) / histogram_count(${rate('')})`
      : `${rate('_sum')} / ${rate('_count')}`;
    return duration.inSeconds === 1 ? mean : `(${mean}) * ${duration.inSeconds}`;
  }

  /** The counter of calls itself. */
  get selector(): string {
    return selector(this.names.calls);
  }

  /** The same, of those alone that fit. */
  selectorOf(where: Where): string {
    return selector(this.names.calls, this.#matchers(where));
  }

  /** The names of labels, for `by (...)`. */
  by(labels: readonly SpanLabel[]): string {
    return labels.flatMap((label) => quoted(this.names.labels[label]) ?? []).join(', ');
  }

  /** The labels of an answer, by what they tell. */
  read(labels: Readonly<Record<string, string>>): Readonly<Partial<Record<SpanLabel, string>>> {
    return Object.fromEntries(
      Object.entries(this.names.labels).flatMap(([label, spelled]) =>
        labels[spelled] === undefined ? [] : [[label, labels[spelled]]],
      ),
    );
  }

  #rate(metric: string, by: readonly SpanLabel[], window: string, where: Where): string {
    return `sum by (${this.by(by)}) (rate(${selector(metric, this.#matchers(where))}[${window}]))`;
  }

  #matchers(where: Where): string[] {
    return Object.entries(where).flatMap(([label, matcher]) => {
      const spelled = quoted(this.names.labels[label as SpanLabel]);
      return spelled === undefined ? [] : [`${spelled}${matcher}`];
    });
  }
}

const isPlain = (name: string) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
const quoted = (name: string | undefined) => (name === undefined || isPlain(name) ? name : JSON.stringify(name));

/** Names with dots stand in quotes inside of the braces, which only newer servers read; others as everybody reads them. */
function selector(metric: string, matchers: readonly string[] = []): string {
  if (!isPlain(metric)) return `{${[JSON.stringify(metric), ...matchers].join(', ')}}`;
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(', ')}}`;
}
