import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What this process tells of itself. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #duration: Histogram<'route' | 'status_code'>;
  readonly #refused: Counter<'route'>;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#duration = new Histogram({
      name: 'loki_api_request_duration_seconds',
      help: 'How long it took to answer a request, by route and status',
      labelNames: ['route', 'status_code'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [this.#registry],
    });
    this.#refused = new Counter({
      name: 'loki_api_refused_queries_total',
      help: 'Queries that were wrong, or asked for what is not supported',
      labelNames: ['route'],
      registers: [this.#registry],
    });
  }

  get type(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  observe(route: string, status: number, milliseconds: number): void {
    this.#duration.observe({ route, status_code: String(status) }, milliseconds / 1000);
    if (status === 400) this.#refused.inc({ route });
  }
}
