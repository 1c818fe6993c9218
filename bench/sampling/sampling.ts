import { setTimeout as delay } from 'node:timers/promises';
import { Backends } from '@sightline/collector/testing/backends';
import { CollectorUnderTest } from '@sightline/collector/testing/collector-under-test';
import { PrometheusUnderTest } from '@sightline/collector/testing/prometheus-under-test';
import { until } from '@sightline/collector/testing/until';
import { InvalidArgumentError } from 'commander';
import { defineBench } from '../bench';
import { ordersSpans, spansPerOrder, type TracedOrder } from '../collector/shop-telemetry';
import { figure } from '../harness/markdown';
import { compareRates, ratesOf } from './rates';

interface Options {
  readonly share: number;
  readonly orders: number;
  readonly rate: number;
}

const number = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (value >= min && value <= max) return value;
  throw new InvalidArgumentError(`Give a number from ${min} to ${max}.`);
};

const slowMs = 500;
const ordersInRequest = 20;
const decisionWaitMs = 3_000;

/** An exemplar is one of the first of its series; as a shop with several routes has more series, it has more of them. */
const routes = Array.from({ length: 10 }, (_, at) => `/shops/${at}/orders`);

/** Of so many requests one is of orders that fail at the bank when it is decided already whether they are kept. */
const lateEvery = 40;
const lateMs = decisionWaitMs + 3_000;

/** The same stream of spans through a collector that keeps every trace, and one that keeps a share. */
export const sampling = defineBench<Options>({
  name: 'sampling',
  title: 'What sampling keeps',
  description: [
    'Sends the same orders to two real collectors, one of which keeps every trace and the other a share, each with a Prometheus of its own: what',
    'is kept, whether each exemplar opens its trace, and how far rates, latencies and objectives differ. Two minutes, four on a busy machine.',
  ].join('\n'),
  configure: (command) =>
    command
      .option('--share <percent>', 'of unremarkable traces to keep', number(0, 100), 10)
      .option('--orders <number>', 'to send', number(1000, 1_000_000), 12_000)
      .option('--rate <number>', 'orders a second', number(20, 1_000), 200),
  async run({ options, say, signal }) {
    await using all = await openSide('100');
    await using some = await openSide(String(options.share));
    const [orders, late] = [[], []] as [TracedOrder[], TracedOrder[]];
    const sendToBoth = async (request: object) => {
      const body = JSON.stringify(request);
      await Promise.all([all, some].map((side) => side.send(body)));
    };
    const coming: Promise<void>[] = [];
    say(`sending ${options.orders} orders to both, ${options.rate} a second`);
    const began = performance.now();
    for (let request = 0; request * ordersInRequest < options.orders; request++) {
      await delay(began + (request * ordersInRequest * 1_000) / options.rate - performance.now(), undefined, {
        signal,
      });
      const isLate = request % lateEvery === lateEvery - 1;
      const route = routes[request % routes.length];
      const made = ordersSpans(ordersInRequest, { ...(route && { route }), ...(isLate && { failing: 1 }) });
      (isLate ? late : orders).push(...made.orders);
      const [fromOrder, fromPayment] = made.requests;
      await sendToBoth(fromOrder);
      if (isLate) {
        const late = delay(lateMs, undefined, { signal }).then(() => sendToBoth(fromPayment));
        // Told where it is waited for; until then it must not end the process, which has others to stop.
        late.catch(() => undefined);
        coming.push(late);
      } else await sendToBoth(fromPayment);
    }
    await Promise.all(coming);
    say('waiting for the last decision and the last count');
    const spans = (orders.length + late.length) * spansPerOrder;
    await until('every span counted', async () => (await all.counted()) === spans && (await some.counted()) === spans);
    await until('every trace stored where all are', () => all.stored().size === orders.length + late.length);
    const remarkable = orders.filter(({ fails, milliseconds }) => fails || milliseconds >= slowMs);
    await until('every remarkable trace stored', () => remarkable.every(({ traceId }) => some.stored().has(traceId)));
    await some.settled();

    const stored = some.stored();
    const kept = (of: readonly TracedOrder[]) => of.filter(({ traceId }) => stored.get(traceId) === spansPerOrder);
    const failed = orders.filter(({ fails }) => fails);
    const slow = orders.filter(({ milliseconds }) => milliseconds >= slowMs);
    const plain = orders.filter((order) => !remarkable.includes(order));
    const [ofAll, ofSome] = [await all.exemplars(), await some.exemplars()];
    const isOfLate = new Set(late.map(({ traceId }) => traceId));
    const named = [...ofSome].filter((traceId) => !isOfLate.has(traceId));
    const namedLate = [...ofSome].filter((traceId) => isOfLate.has(traceId));
    const opening = (ids: Iterable<string>) => [...ids].filter((traceId) => stored.has(traceId)).length;
    const rates = compareRates(await ratesOf(all.prometheus), await ratesOf(some.prometheus));
    const torn = [...stored].filter(([, count]) => count !== spansPerOrder);
    const share = (part: number, whole: number) => `${figure((100 * part) / whole)} %`;
    const row = (name: string, part: number, whole: number) => [name, String(part), String(whole), share(part, whole)];
    return {
      tables: [
        {
          title: `Kept, at ${options.share} %`,
          columns: ['', 'kept whole', 'of', 'share'],
          rows: [
            row('traces with an error', kept(failed).length, failed.length),
            row(`traces of ${slowMs} ms or longer`, kept(slow).length, slow.length),
            row('others', kept(plain).length, plain.length),
            row('traces that exemplars name', opening(named), named.length),
            row('all that had exemplars, none of them left out', opening(ofAll), ofAll.size),
            row('traces with an error that came after the decision', kept(late).length, late.length),
            row('traces that exemplars of those name', opening(namedLate), namedLate.length),
          ],
        },
        {
          title: 'Counted, beside 100 %',
          columns: ['', 'compared', 'largest difference'],
          rows: rates.map(({ name, compared, apart }) => [name, String(compared), `${figure(apart * 100)} %`]),
        },
      ],
      notes: [
        `${orders.length + late.length} orders of two services, ${spansPerOrder} spans each. *kept whole*: with every span of both. Traces that are torn: ${torn.length}.`,
        `It is decided after ${decisionWaitMs / 1_000} s (10 s where nothing else is set); ${late.length} of the orders fail ${lateMs / 1_000} s after they began, too late to be kept for it: they are kept as others are, and an exemplar of such a failure opens nothing more often than not. [What is promised](../guarantees.md).`,
      ],
      doubts: [
        ...(torn.length > 0 ? [`${torn.length} traces are stored without some of their spans.`] : []),
        ...(kept(remarkable).length < remarkable.length ? ['A remarkable trace is missing.'] : []),
        ...(opening(named) < named.length ? ['An exemplar names a trace that is not stored.'] : []),
        ...rates.filter(({ apart }) => apart > 0.001).map(({ name }) => `${name} differ by more than 0.1 %.`),
      ],
      samples: {
        ...{ orders: orders.length, late: late.length, rates },
        exemplars: { of100: ofAll.size, ofShare: ofSome.size, ofLate: namedLate.length },
      },
    };
  },
});

/** One collector with stores of its own. */
async function openSide(share: string) {
  await using opened = new Opened();
  const backends = new Backends();
  await backends.open();
  opened.closing(() => backends.close());
  const prometheus = await PrometheusUnderTest.start();
  opened.closing(() => prometheus.stop());
  const collector = await CollectorUnderTest.start(backends.url, {
    env: {
      ...{ SIGHTLINE_TRACE_SHARE: share, SIGHTLINE_SLOW_TRACE_MS: String(slowMs) },
      ...{ SIGHTLINE_TRACE_DECISION_WAIT: `${decisionWaitMs}ms`, PROMETHEUS_URL: prometheus.url },
    },
  });
  opened.closing(() => collector.stop());
  const stored = () => {
    const counts = new Map<string, number>();
    for (const { traceId } of backends.spans) counts.set(traceId, (counts.get(traceId) ?? 0) + 1);
    return counts;
  };
  return {
    prometheus,
    stored,
    async send(body: string) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${collector.otlpUrl}/v1/traces`, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(60_000),
      });
      if (!response.ok) throw new Error(`the collector answered ${response.status}`);
      await response.arrayBuffer();
    },
    counted: async () =>
      (await prometheus.query('sum(traces_span_metrics_calls_total)')).reduce((sum, { value }) => sum + value, 0),
    /** Until no span has come for as long as decisions and batches may take. */
    async settled() {
      let [last, since] = [backends.bytes, Date.now()];
      await until('no more spans', () => {
        if (backends.bytes !== last) [last, since] = [backends.bytes, Date.now()];
        return Date.now() - since > 5_000;
      });
    },
    exemplars: async () => new Set(await prometheus.exemplars('{__name__=~"traces_span_metrics_.+"}')),
    ...opened.handOver(),
  };
}

/** What has been opened so far: closed again, the last first, when what is to be made of it fails. */
class Opened implements AsyncDisposable {
  #closing: (() => Promise<void>)[] = [];

  closing(close: () => Promise<void>): void {
    this.#closing.push(close);
  }

  /** Whoever takes it over closes it. */
  handOver(): AsyncDisposable {
    const taken = new Opened();
    [taken.#closing, this.#closing] = [this.#closing, []];
    return { [Symbol.asyncDispose]: () => taken[Symbol.asyncDispose]() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
  }
}
