import { Gauge } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { counterOf, gaugeOf, histogramOf, open } from '../catalogue/declare';
import { spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { withSpan } from '../tracing/with-span';
import { counter } from './counter';
import { gauge } from './gauge';
import { histogram } from './histogram';
import { registry } from './registry';

const recorded = recordSpans();
beforeEach(() => recorded.clear());

const described = { description: 'For this test', unit: '1', emittedBy: ['order'] } as const;
const lineOf = async (start: string) => (await registry.metrics()).split('\n').find((line) => line.startsWith(start));

test('inside a sampled span an observation carries the span as its exemplar', async () => {
  const waits = histogram(histogramOf({ name: 'test_wait_seconds', buckets: [0.1, 1], ...described }));
  withSpan(spans.orderPlace, {}, () => waits.observe({}, 0.5));

  const { traceId, spanId } = recorded.one('order place').spanContext();
  expect(await lineOf('test_wait_seconds_bucket{le="1"}')).toContain(
    `test_wait_seconds_bucket{le="1"} 1 # {trace_id="${traceId}",span_id="${spanId}"} 0.5`,
  );
});

test('outside a span there is no exemplar', async () => {
  counter(counterOf({ name: 'test_plain_total', ...described })).inc({});

  expect(await lineOf('test_plain_total')).toBe('test_plain_total 1');
});

test('a series whose labels are all known is there from the beginning, at zero', async () => {
  counter(counterOf({ name: 'test_states_total', labels: { state: ['on', 'off'] }, ...described }));

  expect(await lineOf('test_states_total{state="off"}')).toBe('test_states_total{state="off"} 0');
});

test('the same declaration gives the same handle', () => {
  const declaration = counterOf({ name: 'test_same_total', ...described });

  expect(counter(declaration)).toBe(counter(declaration));
});

describe('the number of series is bounded', () => {
  test('a value outside a closed set folds', async () => {
    const states = counter(counterOf({ name: 'test_folded_total', labels: { state: ['on', 'off'] }, ...described }));
    states.inc({ state: 'broken' as 'on' });

    expect(await lineOf('test_folded_total{state="_OTHER"}')).toContain(' 1');
  });

  test('values beyond the limit of an open label fold', async () => {
    const routes = counter(counterOf({ name: 'test_open_total', labels: { route: open(2, '/a') }, ...described }));
    for (const route of ['/a', '/b', '/c', '/d', '/a']) routes.inc({ route });

    expect(await lineOf('test_open_total{route="/a"}')).toContain(' 2');
    expect(await lineOf('test_open_total{route="_OTHER"}')).toContain(' 2');
    expect(await lineOf('test_open_total{route="/c"}')).toBeUndefined();
  });
});

describe('a source that hangs', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  async function scrape(): Promise<string> {
    const text = registry.metrics();
    await vi.advanceTimersByTimeAsync(4_000);
    return text;
  }

  test('keeps its last value, is asked once, is counted, and the others are served', async () => {
    let asked = 0;
    let answer: (samples: { labels: Record<string, never>; value: number }[]) => void = () => {};
    const read = () => {
      asked++;
      return new Promise<{ labels: Record<string, never>; value: number }[]>((resolve) => {
        answer = resolve;
      });
    };
    const hung = gauge(gaugeOf({ name: 'test_hung', ...described }));
    hung.set({}, 3);
    hung.collect(read);
    gauge(gaugeOf({ name: 'test_beside', ...described })).collect(() => [{ labels: {}, value: 4 }]);

    const scrapes = [await scrape(), await scrape()];
    for (const text of scrapes) expect(text).toMatch(/^test_hung 3$[\s\S]*^test_beside 4$[\s\S]*# EOF\n$/m);
    expect(asked).toBe(1);
    expect(await scrape()).toMatch(/^telemetry_collect_failures_total\{reason="hung"\} [1-9]/m);

    answer([{ labels: {}, value: 5 }]);
    await vi.advanceTimersByTimeAsync(0);
    void scrape();
    answer([{ labels: {}, value: 6 }]);
    expect(await scrape()).toMatch(/^test_hung 6$/m);
  });

  test('is left out when others registered it', async () => {
    const foreign = new Gauge({
      name: 'test_foreign',
      help: 'a\nb',
      registers: [registry],
      collect: () => new Promise(() => {}),
    });
    foreign.set(1);
    const text = await scrape();
    expect(text).toMatch(/^# TYPE test_foreign gauge$/m);
    expect(text).not.toMatch(/^test_foreign 1$/m);
    expect(text).toMatch(/# EOF\n$/);
    registry.removeSingleMetric('test_foreign');
  });

  test('is left out of what is pushed, as is one that throws', async () => {
    const collects = { hangs: () => new Promise<void>(() => {}), throws: () => Promise.reject(new Error('no')) };
    for (const [name, collect] of Object.entries(collects))
      new Gauge({ name: `test_${name}`, help: 'A', registers: [registry], collect });
    counter(counterOf({ name: 'test_pushed_total', ...described })).inc({});
    const read = registry.getMetricsAsJSON();
    await vi.advanceTimersByTimeAsync(4_000);
    const names = (await read).map(({ name }) => name);
    expect(names.some((name) => /^test_pushed(_total)?$/.test(name))).toBe(true);
    for (const name of Object.keys(collects)) {
      expect(names).not.toContain(`test_${name}`);
      registry.removeSingleMetric(`test_${name}`);
    }
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('no');
      },
    ],
    ['gives nothing', () => undefined as never],
    ['gives no samples', () => [undefined] as never],
    ['gives an endless promise', () => new Promise<never>(() => {})],
  ] as const)('or %s costs nobody else anything', async (_, read) => {
    gauge(gaugeOf({ name: 'test_odd', ...described })).collect(read);
    expect(await scrape()).toMatch(/# EOF\n$/);
  });
});

test('a gauge that is read at the scrape keeps its last value when reading fails', async () => {
  let readable = true;
  gauge(gaugeOf({ name: 'test_read', ...described })).collect(() => {
    if (!readable) throw new Error('database away');
    return [{ labels: {}, value: 7 }];
  });

  expect(await lineOf('test_read')).toBe('test_read 7');
  readable = false;
  expect(await lineOf('test_read')).toBe('test_read 7');
});
