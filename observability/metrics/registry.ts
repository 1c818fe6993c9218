import { type MetricObjectWithValues, type MetricValue, type OpenMetricsContentType, Registry } from 'prom-client';
import { type TellFailedRead, timedReads } from './timed-reads';

interface RegisteredMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
}
/** Milliseconds a metric has, all of its sources together. */
const metricLimit = 2_000;

type Exposition = { getMetricsAsString(metric: RegisteredMetric): Promise<string> };
type Values = MetricObjectWithValues<MetricValue<string>>;

/** A registry whose reads end, those for a scrape and those for a push: a metric that cannot be read in time is left out by itself. */
class TimedRegistry extends Registry<OpenMetricsContentType> {
  readonly #texts = this.#timedByMetric<string>();
  readonly #values = this.#timedByMetric<Values>();
  /** Hears of each that is left out. */
  onFailedRead: TellFailedRead = () => {};

  /** prom-client asks for each metric here; its types do not say so. */
  async getMetricsAsString(metric: RegisteredMetric): Promise<string> {
    const { getMetricsAsString } = Registry.prototype as unknown as Exposition;
    const text = await this.#texts(metric)(() => getMetricsAsString.call(this, metric));
    return text ?? `# HELP ${metric.name} ${metric.help.replace(/[\\\n]/g, ' ')}\n# TYPE ${metric.name} ${metric.type}`;
  }

  override async getMetricsAsJSON(): Promise<Values[]> {
    const metrics = this.getMetricsAsArray() as unknown as (RegisteredMetric & { get(): Promise<Values> })[];
    const read = await Promise.all(metrics.map((metric) => this.#values(metric)(() => metric.get())));
    return read.filter((values) => values !== undefined);
  }

  #timedByMetric<T>() {
    const known = new WeakMap<RegisteredMetric, ReturnType<typeof timedReads<T>>>();
    const tell: TellFailedRead = (...told) => this.onFailedRead(...told);
    return (metric: RegisteredMetric) => {
      const timed = known.get(metric) ?? timedReads<T>({ metric: metric.name, limit: metricLimit, tell });
      known.set(metric, timed);
      return timed;
    };
  }
}

/** The one registry of the process: OpenMetrics, the only exposition format that carries exemplars. */
export const registry = new TimedRegistry();
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
