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
