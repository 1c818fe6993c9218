import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Backends } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import type { CollectorConfig } from './testing/effective-config';
import { keyValues, nanoseconds } from './testing/telemetry';
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

const spansInRequest = 100;

/** A request of spans of one trace, and their ids. */
function request(padding = '') {
  const time = nanoseconds();
  const traceId = randomBytes(16).toString('hex');
  const spans = Array.from({ length: spansInRequest }, () => ({
    traceId,
    spanId: randomBytes(8).toString('hex'),
    ...{ name: 'GET /much', kind: 2, startTimeUnixNano: time, endTimeUnixNano: time },
    attributes: keyValues({ padding }),
  }));
  const resource = { attributes: keyValues({ 'service.name': 'order', 'service.instance.id': 'order-1' }) };
  return {
    ids: spans.map(({ spanId }) => spanId),
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
  };
}

/** Sends requests side by side, each once: which were taken, and how the others were refused. */
async function flood(requests: number, padding?: string) {
  const taken: string[] = [];
  const refusals = new Map<number, number>();
  let left = requests;
  const sender = async () => {
    while (left-- > 0) {
      const { ids, body } = request(padding);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${collector.otlpUrl}/v1/traces`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      if (response.ok) taken.push(...ids);
      else refusals.set(response.status, (refusals.get(response.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  return { taken, refusals };
}

const own = async (metric: string, labels = '') =>
  Object.values(await collector.ownMetrics(new RegExp(`^${metric}\\{()[^}]*${labels}[^}]*\\} (\\S+)$`, 'gm'))).reduce(
    (sum, each) => sum + each,
    0,
  );

async function addsUp(taken: readonly string[], made: number) {
  const stored = () => new Set(backends.spans.map(({ spanId }) => spanId));
  const missing = () => {
    const there = stored();
    return taken.filter((id) => !there.has(id));
  };
  await until('every span that was taken', () => missing().length === 0);
  // What was refused is nowhere, and both are counted: nothing is lost unseen.
  expect(stored().size).toBe(taken.length);
  expect(await own('otelcol_receiver_accepted_spans_total')).toBe(taken.length);
  expect(await own('otelcol_receiver_refused_spans_total')).toBe(made - taken.length);
}

it('refuses spans while its queue is full, keeps every one that it took, and takes more afterwards', async () => {
  collector = await CollectorUnderTest.start(backends.url, { change: withQueueOf(2000) });
  backends.leave();
  const { taken, refusals } = await flood(60);
  // The sender is told to come again.
  expect([...refusals.keys()].every((status) => status === 429 || status === 503)).toBe(true);
  expect(refusals.size).toBeGreaterThan(0);
  expect(taken.length).toBeGreaterThan(0);
  backends.comeBack();
  await addsUp(taken, 60 * spansInRequest);

  const after = await until('room again', async () => {
    const again = await flood(1);
    return again.taken.length > 0 && again.taken;
  });
  await until('what came afterwards', () => {
    const there = new Set(backends.spans.map(({ spanId }) => spanId));
    return after.every((id) => there.has(id));
  });
});

it('counts a request once that it refused, and that was sent again until it was taken', async () => {
  collector = await CollectorUnderTest.start(backends.url, { change: withQueueOf(500) });
  const isTaken = async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(`${collector.otlpUrl}/v1/traces`, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return response.ok;
  };
  backends.leave();
  let made = 0;
  let refused: ReturnType<typeof request> | undefined;
  while (!refused) {
    const next = request();
    made++;
    if (!(await isTaken(next.body))) refused = next;
  }
  const { body } = refused;
  for (let again = 0; again < 5; again++) expect(await isTaken(body)).toBe(false);
  backends.comeBack();
  await until('room for it', () => isTaken(body));
  const counted = () =>
    Math.max(
      0,
      ...backends.points
        .filter(({ metric, labels }) => metric === 'traces.span.metrics.calls' && labels['span.name'] === 'GET /much')
        .map(({ value }) => value),
    );
  await until('the count of all', () => counted() >= made * spansInRequest);
  expect(counted()).toBe(made * spansInRequest);
  // What is told of later is not more either.
  const told = backends.requestsTo('metrics');
  await until('the next count', () => backends.requestsTo('metrics') > told + 1);
  expect(counted()).toBe(made * spansInRequest);
});

it('refuses spans beyond its memory rather than die of them, and counts each', async () => {
  collector = await CollectorUnderTest.start(backends.url, {
    // A decision that never comes: what is taken stays in memory.
    env: {
      ...{ SIGHTLINE_TRACE_SHARE: '50', SIGHTLINE_TRACE_DECISION_WAIT: '1h' },
      ...{ COLLECTOR_MEMORY_LIMIT_MIB: '220', GOMEMLIMIT: '180MiB' },
    },
  });
  const padding = 'x'.repeat(2_000);
  let [taken, refused] = [0, 0];
  await until('a refusal', async () => {
    const round = await flood(40, padding);
    taken += round.taken.length;
    for (const [status, requests] of round.refusals) {
      expect([429, 503]).toContain(status);
      refused += requests * spansInRequest;
    }
    return refused > 0;
  });
  expect(taken).toBeGreaterThan(0);
  expect(await own('otelcol_receiver_accepted_spans_total')).toBe(taken);
  expect(await own('otelcol_receiver_refused_spans_total')).toBe(refused);
  // It still answers, and is within a half more than it may have.
  expect(collector.peakBytes).toBeLessThan(330 * 2 ** 20);
});

function withQueueOf(items: number) {
  return (config: CollectorConfig): CollectorConfig => ({
    ...config,
    exporters: Object.fromEntries(
      Object.entries(config.exporters).map(([id, exporter]) => {
        const queue = { ...(exporter?.sending_queue as object), queue_size: items };
        return [id, id === 'otlp_http/tempo' ? { ...exporter, sending_queue: queue } : exporter];
      }),
    ),
  });
}
