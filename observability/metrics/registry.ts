import { type OpenMetricsContentType, Registry } from 'prom-client';
import { readLimit, type TellFailedRead, timedReads } from './timed-reads';

interface RegisteredMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
}
type Exposition = { getMetricsAsString(metric: RegisteredMetric): Promise<string> };

/** A registry whose scrapes end: a metric whose values cannot be read in time is left out by itself. */
class TimedRegistry extends Registry<OpenMetricsContentType> {
  readonly #reads = new WeakMap<RegisteredMetric, ReturnType<typeof timedReads<string>>>();
  /** Hears of each that is left out. */
  onFailedRead: TellFailedRead = () => {};

  /** prom-client asks for each metric here; its types do not say so. */
  async getMetricsAsString(metric: RegisteredMetric): Promise<string> {
    const { getMetricsAsString } = Registry.prototype as unknown as Exposition;
    const text = await this.#timed(metric)(() => getMetricsAsString.call(this, metric));
    return text ?? `# HELP ${metric.name} ${metric.help.replace(/[\\\n]/g, ' ')}\n# TYPE ${metric.name} ${metric.type}`;
  }

  #timed(metric: RegisteredMetric) {
    const known = this.#reads.get(metric);
    if (known) return known;
    const tell: TellFailedRead = (...told) => this.onFailedRead(...told);
    const timed = timedReads<string>({ metric: metric.name, limit: 2 * readLimit, tell });
    this.#reads.set(metric, timed);
    return timed;
  }
}

/** The one registry of the process: OpenMetrics, the only exposition format that carries exemplars. */
export const registry = new TimedRegistry();
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
