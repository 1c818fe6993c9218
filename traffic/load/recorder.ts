import { declinedToken } from '../payment';
import { Latencies } from './latencies';
import { bandCount, bandOf, bandQuantile } from './latency-bands';
import {
  type LoadResult,
  type NotableRequest,
  notableTraces,
  type RouteResult,
  type SecondResult,
} from './load-result';
import { hasFailed, latencyOf, type Measurement } from './measurement';

const notable = 25;

interface Route {
  readonly method: string;
  readonly route: string;
  readonly statuses: Record<string, number>;
  readonly latencies: Latencies;
}

interface Second {
  failed: number;
  readonly bands: number[];
}

type Recorded = Pick<
  LoadResult,
  | 'sent'
  | 'failed'
  | 'latency'
  | 'serviceTime'
  | 'histogram'
  | 'orders'
  | 'routes'
  | 'perSecond'
  | 'slowest'
  | 'failures'
>;

/** Keeps what a run is to say of its requests; each is recorded once, when its answer has come or will not come any more. */
export class Recorder {
  readonly latencies = new Latencies();
  readonly lag = new Latencies();
  sent = 0;
  failed = 0;
  readonly #serviceTimes = new Latencies();
  readonly #routes = new Map<string, Route>();
  readonly #seconds: Second[] = [];
  readonly #orders = { sent: 0, accepted: 0, unknown: 0, toBeCaptured: 0, toBeDeclined: 0 };
  #slowest: Measurement[] = [];
  readonly #failures: Measurement[] = [];

  /** @param start of the run, and @param plannedAt the requests it asks for in a second. */
  constructor(
    private readonly start: number,
    private readonly plannedAt: (second: number) => number,
  ) {}

  record(measurement: Measurement): void {
    const { due, sent, answered } = measurement;
    const latency = latencyOf(measurement);
    const failed = hasFailed(measurement);
    this.sent += 1;
    this.latencies.record(latency);
    this.lag.record(sent - due);
    this.#serviceTimes.record(answered - sent);
    if (failed) this.failed += 1;
    this.#countRoute(measurement);
    this.#countSecond(Math.max(0, Math.floor((due - this.start) / 1000)), latency, failed);
    if (measurement.paymentToken !== undefined) this.#countOrder(measurement, measurement.paymentToken);
    this.#note(measurement, failed);
  }

  /** The trace ids worth following by now. */
  get notable(): string[] {
    return notableTraces({ slowest: this.#slowestNow().map(toNotable), failures: this.#failures.map(toNotable) });
  }

  get recorded(): Recorded {
    return {
      sent: this.sent,
      failed: this.failed,
      latency: this.latencies.summary,
      serviceTime: this.#serviceTimes.summary,
      histogram: this.latencies.encoded(),
      orders: { ...this.#orders },
      routes: [...this.#routes.values()].map(toRouteResult).sort((a, b) => b.sent - a.sent),
      perSecond: Array.from(this.#seconds, (second, index) => this.#toSecondResult(second, index)),
      slowest: this.#slowestNow().map(toNotable),
      failures: this.#failures.map(toNotable),
    };
  }

  #countRoute({ method, route, status, ...measurement }: Measurement): void {
    const key = `${method} ${route}`;
    let entry = this.#routes.get(key);
    if (entry === undefined) {
      entry = { method, route, statuses: {}, latencies: new Latencies() };
      this.#routes.set(key, entry);
    }
    const outcome = status ?? 'none';
    entry.statuses[outcome] = (entry.statuses[outcome] ?? 0) + 1;
    entry.latencies.record(measurement.answered - measurement.due);
  }

  #countSecond(index: number, latency: number, failed: boolean): void {
    while (this.#seconds.length <= index) this.#seconds.push({ failed: 0, bands: new Array(bandCount).fill(0) });
    const second = this.#seconds[index] as Second;
    const band = bandOf(latency);
    second.bands[band] = (second.bands[band] ?? 0) + 1;
    if (failed) second.failed += 1;
  }

  #countOrder({ status }: Measurement, paymentToken: string): void {
    this.#orders.sent += 1;
    if (status === undefined) this.#orders.unknown += 1;
    if (status !== 201) return;
    this.#orders.accepted += 1;
    this.#orders[paymentToken === declinedToken ? 'toBeDeclined' : 'toBeCaptured'] += 1;
  }

  /** The slowest are sorted out now and then, not at every request. */
  #note(measurement: Measurement, failed: boolean): void {
    this.#slowest.push(measurement);
    if (this.#slowest.length > 20 * notable) this.#slowestNow();
    if (failed && this.#failures.length < notable) this.#failures.push(measurement);
  }

  #slowestNow(): readonly Measurement[] {
    this.#slowest = this.#slowest.sort(bySlowness).slice(0, notable);
    return this.#slowest;
  }

  #toSecondResult({ failed, bands }: Second, second: number): SecondResult {
    return {
      second,
      planned: this.plannedAt(second),
      sent: bands.reduce((sum, count) => sum + count, 0),
      failed,
      p50: bandQuantile(bands, 0.5),
      p95: bandQuantile(bands, 0.95),
      p99: bandQuantile(bands, 0.99),
      bands,
    };
  }
}

const bySlowness = (a: Measurement, b: Measurement) => latencyOf(b) - latencyOf(a);

const toRouteResult = ({ method, route, statuses, latencies }: Route): RouteResult => ({
  method,
  route,
  sent: latencies.summary.count,
  statuses,
  latency: latencies.summary,
});

const toNotable = ({ traceId, method, route, status, error, due, answered }: Measurement): NotableRequest => ({
  traceId,
  method,
  route,
  ...(status !== undefined && { status }),
  ...(error !== undefined && { error }),
  latencyMs: Math.round((answered - due) * 1000) / 1000,
  at: wallClock(due).toISOString(),
});

/** When a moment of `performance.now()` was. */
export const wallClock = (at: number) => new Date(performance.timeOrigin + at);
