import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startDemo } from '../../testing/demo-process';
import { type ReceivedMetric, Receiver } from '../../testing/receiver';
import { otlpMetricsOf, type ReadMetric } from './otlp-metrics';

const receiver = new Receiver();
let traceId: string | null;
let lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  const address = await receiver.start();
  const demo = await startDemo({
    OTEL_SERVICE_NAME: 'demo',
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  });
  await vi.waitFor(() => expect(receiver.metrics.length).toBeGreaterThan(0), { timeout: 10_000 });
  receiver.status = 400;
  const told = () => demo.lines.map(({ event }) => event);
  await vi.waitFor(() => expect(told()).toContain('telemetry.metrics_push_failing'), { timeout: 10_000 });
  traceId = (await fetch(`${demo.url}/orders`, { method: 'POST' })).headers.get('x-trace-id');
  // OpenMetrics has another name for a counter than its samples have.
  await (await fetch(`${demo.url}/metrics`)).text();
  receiver.status = 200;
  receiver.metrics.length = 0;
  // What was counted while nobody took it is delivered at the end at the latest.
  await demo.stop();
  ({ lines } = demo);
}, 30_000);
afterAll(() => receiver.stop());

const last = (name: string) => receiver.metrics.findLast((metric) => metric.name === name) as ReceivedMetric;

describe('metrics that are pushed', () => {
  test('carry the resource, and what happened while nobody took them', () => {
    expect(last('demo_orders_total').resource).toMatchObject({ 'service.name': 'demo' });
    expect(last('demo_orders_total').sum?.dataPoints).toContainEqual(
      expect.objectContaining({ labels: { status: 'pending', payment_method: 'card' }, asDouble: 1 }),
    );
  });

  test('carry the exemplars that lead to the trace', () => {
    const points = last('http_server_request_duration_seconds').histogram?.dataPoints ?? [];
    const point = points.find(({ labels }) => labels.http_route === '/orders');

    expect(point).toMatchObject({ count: '1', labels: { http_request_method: 'POST' } });
    expect(point?.bucketCounts?.reduce((sum, count) => sum + Number(count), 0)).toBe(1);
    expect(point?.bucketCounts).toHaveLength((point?.explicitBounds?.length ?? 0) + 1);
    const exemplars = receiver.metrics.flatMap(
      ({ histogram }) => histogram?.dataPoints.flatMap((each) => each.exemplars ?? []) ?? [],
    );
    expect(exemplars.map((exemplar) => exemplar.traceId)).toContain(traceId);
  });

  test('tell of it once when nobody takes them, and leave the resource to itself', () => {
    expect(lines.filter(({ event }) => event === 'telemetry.metrics_push_failing')).toHaveLength(1);
    expect(receiver.metrics.some(({ name }) => name === 'target_info')).toBe(false);
  });
});

test.each([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [1.5, 1.5],
])('%s is a value like any other, in all types', (value, written) => {
  const at = { resource: { 'service.name': 'a' } as never, startedAt: 0, readAt: 9_000, exemplarsSince: 0 };
  const exemplar = { labelSet: { trace_id: 'ab', span_id: 'c' }, value, timestamp: 5 };
  const metrics: ReadMetric[] = [
    { name: 'a', help: 'A', type: 'gauge', values: [{ labels: {}, value }] },
    { name: 'b', help: 'B', type: 'counter', values: [{ labels: {}, value, exemplar }] },
    { name: 'c', help: 'C', type: 'histogram', values: [{ labels: {}, value, metricName: 'c_sum' }] },
  ];
  const text = JSON.stringify(otlpMetricsOf(metrics, at));
  expect(text).not.toContain('null');
  expect(text.split(JSON.stringify(written))).toHaveLength(5);
});

test('an exemplar is told once, and again only when nobody took it', () => {
  const metric: ReadMetric = {
    name: 'a_total',
    help: 'A',
    type: 'counter',
    values: [
      { labels: {}, value: 1, exemplar: { labelSet: { trace_id: 'ab', span_id: 'c' }, value: 1, timestamp: 5 } },
    ],
  };
  const resource = { 'service.name': 'a' } as never;
  const told = (exemplarsSince: number) =>
    JSON.stringify(otlpMetricsOf([metric], { resource, startedAt: 0, readAt: 9_000, exemplarsSince }));

  expect(told(4_999)).toContain('"traceId":"ab"');
  expect(told(5_001)).not.toContain('traceId');
});
