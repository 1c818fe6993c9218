import type { Resource } from '../../settings/resource';

/** As prom-client keeps it, with seconds since 1970. */
interface Exemplar {
  readonly labelSet?: Readonly<Record<string, string>>;
  readonly value?: number;
  readonly timestamp?: number;
}

/** What prom-client gives for one metric; its types leave out half of it. */
export interface ReadMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly {
    readonly labels: Readonly<Record<string, string | number>>;
    readonly value: number;
    /** Of a histogram, with `_bucket`, `_sum` or `_count`. */
    readonly metricName?: string;
    readonly exemplar?: Exemplar | null;
  }[];
}

export interface ReadAt {
  readonly resource: Resource;
  /** Milliseconds since 1970: when counting began, when it was read, and from when on exemplars are told. */
  readonly startedAt: number;
  readonly readAt: number;
  readonly exemplarsSince: number;
}

/**
 * The metrics of a registry as an export request of OTLP in JSON: counters and histograms cumulative, with their exemplars, under their
 * names in Prometheus. Units are part of these names, and are not said again, or whoever takes them would add them twice.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function otlpMetricsOf(metrics: readonly ReadMetric[], at: ReadAt): object {
  const told = metrics.filter(({ name, values }) => name !== 'target_info' && values.length > 0);
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(at.resource) },
        scopeMetrics: [
          { scope: { name: '@sightline/observability' }, metrics: told.flatMap((metric) => metricOf(metric, at)) },
        ],
      },
    ],
  };
}

function metricOf(metric: ReadMetric, at: ReadAt): object[] {
  const { name, help: description } = metric;
  switch (metric.type) {
    case 'counter':
      return [
        {
          name: counterName(name),
          description,
          sum: { isMonotonic: true, ...cumulative, dataPoints: pointsOf(metric, at) },
        },
      ];
    case 'gauge':
      return [{ name, description, gauge: { dataPoints: pointsOf(metric, at) } }];
    case 'histogram':
      return [{ name, description, histogram: { ...cumulative, dataPoints: bucketsOf(metric, at) } }];
    default:
      // A summary's quantiles cannot be added up, and nothing here makes one.
      return [];
  }
}

/** As it is scraped. Once scraped in OpenMetrics, prom-client itself has the name without its ending. */
const counterName = (name: string) => `${name.replace(/_total$/, '')}_total`;

/** AGGREGATION_TEMPORALITY_CUMULATIVE */
const cumulative = { aggregationTemporality: 2 } as const;

function pointsOf({ values }: ReadMetric, at: ReadAt): object[] {
  return values.map(({ labels, value, exemplar }) => ({
    ...spanOf(at),
    attributes: attributesOf(labels),
    asDouble: doubleOf(value),
    ...exemplarsOf([exemplar], at),
  }));
}

interface Series {
  readonly labels: ReadMetric['values'][number]['labels'];
  readonly bounds: number[];
  /** By bucket, each with those below it. */
  readonly counts: number[];
  readonly exemplars: (Exemplar | null | undefined)[];
  sum: number;
}

function bucketsOf({ name, values }: ReadMetric, at: ReadAt): object[] {
  const all = new Map<string, Series>();
  for (const { labels, value, metricName, exemplar } of values) {
    const { le, ...own } = labels;
    const key = JSON.stringify(own);
    const series = all.get(key) ?? { labels: own, bounds: [], counts: [], exemplars: [], sum: 0 };
    all.set(key, series);
    if (metricName === `${name}_sum`) series.sum = value;
    if (metricName !== `${name}_bucket`) continue;
    if (le !== '+Inf') series.bounds.push(Number(le));
    series.counts.push(value);
    series.exemplars.push(exemplar);
  }
  return [...all.values()].map(({ labels, bounds, counts, exemplars, sum }) => ({
    ...spanOf(at),
    attributes: attributesOf(labels),
    count: String(counts.at(-1) ?? 0),
    sum: doubleOf(sum),
    explicitBounds: bounds,
    bucketCounts: counts.map((count, index) => String(count - (counts[index - 1] ?? 0))),
    ...exemplarsOf(exemplars, at),
  }));
}

const spanOf = ({ startedAt, readAt }: ReadAt) => ({
  startTimeUnixNano: nanoseconds(startedAt),
  timeUnixNano: nanoseconds(readAt),
});

function exemplarsOf(exemplars: readonly (Exemplar | null | undefined)[], { exemplarsSince }: ReadAt) {
  const fresh = exemplars.flatMap((exemplar) => {
    const { labelSet = {}, value = 0, timestamp = 0 } = exemplar ?? {};
    if (timestamp * 1_000 < exemplarsSince || labelSet.trace_id === undefined) return [];
    const { trace_id: traceId, span_id: spanId } = labelSet;
    return [{ timeUnixNano: nanoseconds(timestamp * 1_000), asDouble: doubleOf(value), traceId, spanId }];
  });
  return fresh.length > 0 ? { exemplars: fresh } : {};
}

/** JSON has no NaN and no Infinity: protobuf's encoding writes them as text, and one `null` would have the whole request refused. */
const doubleOf = (value: number) => (Number.isFinite(value) ? value : String(value));

const nanoseconds = (milliseconds: number) => `${Math.round(milliseconds * 1_000)}000`;

const attributesOf = (values: Readonly<Record<string, string | number | undefined>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: { stringValue: String(value) } }));
