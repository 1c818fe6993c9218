import { expect, test } from 'vitest';
import { startDemo } from './testing/demo-process';
import { Receiver } from './testing/receiver';

const unreachable = 'http://127.0.0.1:9';
const place = async (url: string) => (await fetch(`${url}/orders`, { method: 'POST' })).status;

test('a service runs, and ends, when nobody takes its telemetry', async () => {
  const demo = await startDemo({ OTEL_EXPORTER_OTLP_ENDPOINT: unreachable, LOKI_URL: unreachable });

  expect(await place(demo.url)).toBe(201);
  await demo.stop();
  expect(demo.lines.map(({ event }) => event)).toContain('order.accepted');
});

test('a service runs with every telemetry setting wrong, and tells each one once', async () => {
  const wrong = {
    OTEL_SDK_DISABLED: '?',
    OTEL_LOG_LEVEL: '?',
    OTEL_RESOURCE_ATTRIBUTES: '?',
    OTEL_TRACES_SAMPLER: '?',
    OTEL_TRACES_SAMPLER_ARG: '?',
    OTEL_TRACES_EXPORTER: '?',
    OTEL_PROPAGATORS: '?',
    OTEL_EXPORTER_OTLP_ENDPOINT: '?',
    OTEL_EXPORTER_OTLP_PROTOCOL: '?',
    OTEL_EXPORTER_OTLP_HEADERS: '?',
    OTEL_EXPORTER_OTLP_TIMEOUT: '?',
    OTEL_EXPORTER_OTLP_COMPRESSION: '?',
    OTEL_BSP_SCHEDULE_DELAY: '?',
    OTEL_BSP_MAX_QUEUE_SIZE: '?',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '?',
    OTEL_SPAN_EVENT_COUNT_LIMIT: '?',
    LOKI_URL: '?',
  };
  const demo = await startDemo(wrong);
  expect(await place(demo.url)).toBe(201);
  await demo.stop();

  const told = demo.lines.filter(({ event }) => event === 'telemetry.setting_ignored');
  expect(told.map((line) => line['setting.name']).sort()).toEqual(Object.keys(wrong).sort());
  expect(demo.lines.filter(({ event }) => event === 'telemetry.sdk_message')).toEqual([]);
});

test('a disabled SDK makes no spans; logs and metrics go on', async () => {
  const receiver = new Receiver();
  const address = await receiver.start();
  const demo = await startDemo({ OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: address, LOKI_URL: address });
  expect(await place(demo.url)).toBe(201);
  await demo.stop();
  await receiver.stop();

  expect(receiver.spans).toEqual([]);
  expect(receiver.logs.map(({ line }) => line.event)).toContain('order.accepted');
});

test('log records outlive a collector that comes back', async () => {
  const receiver = new Receiver();
  const address = await receiver.start();
  receiver.status = 503;
  const demo = await startDemo({ OTEL_EXPORTER_OTLP_ENDPOINT: address, LOKI_URL: address });
  expect(await place(demo.url)).toBe(201);
  receiver.status = 200;
  await demo.stop();
  await receiver.stop();

  expect(receiver.logs.map(({ line }) => line.event)).toContain('order.accepted');
});

const requestSpans = ({ spans }: Receiver) => spans.filter(({ kind }) => kind === 2);

test('spans outlive a collector that is away for longer than an exporter has patience, each once', async () => {
  const receiver = new Receiver();
  const address = await receiver.start();
  receiver.status = 503;
  const demo = await startDemo({
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  });
  for (let count = 0; count < 5; count++) expect(await place(demo.url)).toBe(201);
  await expect.poll(() => demo.lines.map(({ event }) => event)).toContain('telemetry.export_failing');
  receiver.status = 200;
  await expect.poll(() => requestSpans(receiver).length).toBe(5);
  await demo.stop();
  await receiver.stop();

  expect(new Set(requestSpans(receiver).map(({ spanId }) => spanId)).size).toBe(5);
  expect(requestSpans(receiver)).toHaveLength(5);
});

test('a service that is told to stop delivers all that it has made, each once', async () => {
  const receiver = new Receiver();
  const address = await receiver.start();
  const demo = await startDemo({ OTEL_EXPORTER_OTLP_ENDPOINT: address, LOKI_URL: address });
  const orders = Array.from({ length: 40 }, () => place(demo.url));
  expect(new Set(await Promise.all(orders))).toEqual(new Set([201]));
  await demo.stop();
  await receiver.stop();

  const accepted = receiver.logs.filter(({ line }) => line.event === 'order.accepted');
  const traces = (of: readonly unknown[]) => new Set(of).size;
  expect([accepted.length, traces(accepted.map(({ line }) => line.trace_id))]).toEqual([40, 40]);
  expect([requestSpans(receiver).length, traces(requestSpans(receiver).map(({ traceId }) => traceId))]).toEqual([
    40, 40,
  ]);
});

test('the error that ends a process is delivered before it ends', async () => {
  const receiver = new Receiver();
  const address = await receiver.start();
  const demo = await startDemo({ OTEL_EXPORTER_OTLP_ENDPOINT: address, LOKI_URL: address });
  await fetch(`${demo.url}/orders/crash`, { method: 'POST' });

  expect(await demo.ended).toBe(1);
  const last = receiver.logs.find(({ line }) => line.event === 'service.failed');
  expect(last?.line).toMatchObject({ level: 'fatal', 'exception.message': 'nobody catches this' });
  await receiver.stop();
});
