import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Backends } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { logLayers } from './testing/effective-config';
import { newTraceId, pushLines, sendSpans } from './testing/telemetry';
import { until } from './testing/until';

let backends: Backends;
let collector: CollectorUnderTest;

beforeEach(async () => {
  backends = new Backends();
  await backends.open();
});

afterEach(async () => {
  await collector?.stop();
  await backends.close();
});

it.each(logLayers)(
  'loses nothing it has accepted for Tempo and %s when it is killed while they are away',
  async (log) => {
    collector = await CollectorUnderTest.start(backends.url, { layers: ['tempo', log] });
    backends.leave();
    const traceIds = Array.from({ length: 30 }, newTraceId);
    for (const traceId of traceIds) {
      await sendSpans(collector.otlpUrl, [{ traceId }]);
      await pushLines(collector.lokiUrl, [{ level: 'info', trace_id: traceId, message: 'accepted' }]);
    }
    await collector.kill();
    backends.comeBack();
    await collector.start();

    const missing = (stored: readonly { readonly traceId: string }[]) => {
      const there = new Set(stored.map(({ traceId }) => traceId));
      return traceIds.filter((traceId) => !there.has(traceId));
    };
    await until('every span', () => missing(backends.spans).length === 0);
    await until('every line', () => missing(backends.logs).length === 0);
    expect([missing(backends.spans), missing(backends.logs)]).toEqual([[], []]);
  },
);

it('gives up what Zipkin refuses, counts it, and lets nothing else wait for it', async () => {
  const requests: string[] = [];
  const bad = newTraceId();
  // Its bodies are binary: an id stands in them as it is.
  const holds = (body: string, traceId: string) => body.includes(Buffer.from(traceId, 'hex').toString('latin1'));
  const zipkin = createServer(async (message, response) => {
    const body = await text(message);
    requests.push(body);
    response.writeHead(holds(body, bad) ? 400 : 202).end('Expected a PROTO3 encoded list');
  }).listen(0, '127.0.0.1');
  await once(zipkin, 'listening');
  try {
    const ZIPKIN_URL = `http://127.0.0.1:${(zipkin.address() as AddressInfo).port}`;
    collector = await CollectorUnderTest.start(backends.url, { layers: ['zipkin', 'loki'], env: { ZIPKIN_URL } });
    await sendSpans(collector.otlpUrl, [{ traceId: bad }]);
    await until('the bad one', () => requests.some((body) => holds(body, bad)));
    const good = Array.from({ length: 20 }, newTraceId);
    for (const traceId of good) await sendSpans(collector.otlpUrl, [{ traceId }]);
    await until('every other', () => good.every((traceId) => requests.some((body) => holds(body, traceId))));
    const counted = () =>
      collector.ownMetrics(/^otelcol_exporter_send_failed_spans_total\{.*exporter="(\w+)".*\} (\d+)/gm);
    await expect.poll(counted, patience).toEqual({ zipkin: 1 });
    expect(requests.filter((body) => holds(body, bad))).toHaveLength(1);
  } finally {
    zipkin.closeAllConnections();
    zipkin.close();
  }
});

const patience = { timeout: 30_000 };

async function text(message: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of message.setEncoding('latin1')) all += chunk;
  return all;
}
