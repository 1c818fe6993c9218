import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CollectorUnderTest } from '@sightline/collector/testing/collector-under-test';
import type { CollectorConfig } from '@sightline/collector/testing/effective-config';
import { CannotMeasure } from '../bench';
import type { Sample } from '../harness/compare';
import { inProtobuf } from './in-protobuf';
import { exposition, ordersLines, ordersSpans, spansPerOrder } from './shop-telemetry';
import { openSink } from './sink';
import { layers, type Signal, type Stage } from './stages';

export type CollectorFigure = 'cpuSeconds' | 'peakBytes' | 'sentBytes';

/** In a request, as the SDK has them in a batch. */
const ordersInRequest = 32;
const linesInRequest = 500;
const seriesScraped = 17_000;
const senders = 4;
/** Until the last decision, batch and count of spans has been made: 2 s, 0.1 s, 5 s. */
const tailMs = 6_000;

export interface StageOptions {
  readonly items: number;
  readonly of?: { readonly program: string; readonly folder: string } | undefined;
}

/** Sends as many spans, lines or samples through one stage; figures are for a million of them. */
export async function measureStage(
  signal: Signal,
  { change, env }: Stage,
  { items, of }: StageOptions,
): Promise<Sample<CollectorFigure>> {
  await using sink = await openSink();
  await using target = await openTarget();
  const collector = await CollectorUnderTest.start(sink.url, {
    layers,
    isReadable: false,
    ...(of && { of }),
    change: (config) => ({ ...change(config), ...scraping(signal, change(config), target.address) }),
    // As the platform starts it.
    env: { GOGC: '200', GOMEMLIMIT: '250MiB', ...env },
  });
  try {
    const before = collector.processorSeconds;
    const sent = await feeds[signal](collector, { items, target });
    const scale = 1e6 / sent;
    return {
      cpuSeconds: (collector.processorSeconds - before) * scale,
      peakBytes: collector.peakBytes,
      sentBytes: sink.bytes * scale,
    };
  } finally {
    await collector.stop();
  }
}

interface Feed {
  readonly items: number;
  readonly target: Target;
}

const feeds: Readonly<Record<Signal, (collector: CollectorUnderTest, feed: Feed) => Promise<number>>> = {
  async spans({ otlpUrl }, { items }) {
    const pairs = Math.ceil(items / (ordersInRequest * spansPerOrder));
    await sendConcurrently(pairs, async () => {
      for (const body of ordersSpans(ordersInRequest).requests) 
        await post(`${otlpUrl}/v1/traces`, inProtobuf(body), 'application/x-protobuf');
    });
    await delay(tailMs);
    return pairs * ordersInRequest * spansPerOrder;
  },
  async lines({ lokiUrl }, { items }) {
    const requests = Math.ceil(items / linesInRequest);
    await sendConcurrently(requests, () =>
      post(`${lokiUrl}/loki/api/v1/push`, JSON.stringify(ordersLines(linesInRequest)), 'application/json'),
    );
    await delay(tailMs);
    return requests * linesInRequest;
  },
  async samples(_, { items, target }) {
    const [first, wanted] = [target.scraped, Math.ceil(items / seriesScraped)];
    while (target.scraped - first < wanted) await delay(20);
    // What was scraped last is on its way.
    await delay(700);
    return (target.scraped - first) * seriesScraped;
  },
};

async function sendConcurrently(times: number, each: () => Promise<void>): Promise<void> {
  let left = times;
  const sender = async () => {
    while (left-- > 0) await each();
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

async function post(url: string, body: string | Uint8Array, type: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new CannotMeasure(`the collector answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

interface Target extends AsyncDisposable {
  readonly address: string;
  readonly scraped: number;
}

/** A service that is scraped. */
async function openTarget(): Promise<Target> {
  let scraped = 0;
  const server = createServer((_, response) => {
    scraped++;
    response
      .setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8')
      .end(exposition(seriesScraped));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get scraped() {
      return scraped;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** The receiver of the services, told to scrape this one target every second; spans and lines meet no scrape at all. */
function scraping(signal: Signal, { receivers }: CollectorConfig, address: string) {
  if (signal !== 'samples') return {};
  const services = receivers['prometheus/services'] as { config: { global: object } };
  const job = { job_name: 'order', static_configs: [{ targets: [address], labels: { instance: 'order-1' } }] };
  const global = { ...services.config.global, scrape_interval: '1s', scrape_timeout: '1s' };
  return { receivers: { ...receivers, 'prometheus/services': { config: { global, scrape_configs: [job] } } } };
}
