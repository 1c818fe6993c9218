import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DemoProcess, startDemo } from '../testing/demo-process';
import { Receiver } from '../testing/receiver';

const receiver = new Receiver();
let demo: DemoProcess;
const replies: Record<string, Response> = {};
const bodies: Record<string, string> = {};

beforeAll(async () => {
  const address = await receiver.start();
  demo = await startDemo({
    OTEL_SERVICE_NAME: 'order',
    OTEL_RESOURCE_ATTRIBUTES:
      'service.namespace=sightline,service.version=1.2.3,service.instance.id=order-1,deployment.environment.name=test',
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    LOKI_URL: address,
    OTEL_TRACES_SAMPLER: 'sometimes',
  });
  const requests = [
    'GET /orders/7?email=jane@example.com',
    'POST /orders',
    'POST /orders/broken',
    'GET /nowhere',
    'GET /metrics',
  ];
  for (const request of requests) {
    const [method = '', path = ''] = request.split(' ');
    const reply = await fetch(demo.url + path, { method, headers: { authorization: 'Bearer planted-token-1' } });
    replies[request] = reply;
    bodies[request] = await reply.text();
  }
  replies.refused = await fetch(`${demo.url}/orders`, { method: 'POST', headers: { 'x-refuse': 'yes' } });
  await replies.refused.text();
  await goAwayEarly();
  await leaveWhileUploading();
  // Everything below is about what was delivered, so the flush at shutdown is part of every test.
  await demo.stop();
}, 30_000);

afterAll(() => receiver.stop());

/** Asks for what never comes, and leaves once the service is at it. */
async function goAwayEarly(): Promise<void> {
  const outgoing = request(`${demo.url}/orders/slow`, { method: 'POST', agent: false }).on('error', () => {});
  outgoing.end();
  const underWay = 'http_server_active_requests{http_request_method="POST"} 1';
  const scrape = async () => (await fetch(`${demo.url}/metrics`)).text();
  await vi.waitFor(async () => expect(await scrape()).toContain(underWay), { timeout: 10_000 });
  outgoing.destroy();
  await vi.waitFor(async () => expect(await scrape()).not.toContain(underWay), { timeout: 10_000 });
}

/** Says that five hundred bytes come, sends ten, and leaves. */
async function leaveWhileUploading(): Promise<void> {
  const { hostname, port } = new URL(demo.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /orders/upload HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"items":[',
  );
  const underWay = 'http_server_active_requests{http_request_method="POST"} 1';
  const active = async () => (await (await fetch(`${demo.url}/metrics`)).text()).includes(underWay);
  await vi.waitFor(async () => expect(await active()).toBe(true), { timeout: 10_000 });
  socket.destroy();
  await vi.waitFor(async () => expect(await active()).toBe(false), { timeout: 10_000 });
}

const traceIdOf = (request: string) => replies[request]?.headers.get('x-trace-id') ?? '';
const serverSpanOf = (request: string) =>
  receiver.spans.find(({ traceId, kind }) => traceId === traceIdOf(request) && kind === 2);
const requestLineOf = (request: string) =>
  receiver.logs.find(({ line }) => line.trace_id === traceIdOf(request) && line.event === 'http.request.completed');

describe('a response', () => {
  test.each(['POST /orders', 'POST /orders/broken', 'GET /nowhere'])('to %s names its trace', (request) => {
    expect(traceIdOf(request)).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a server span', () => {
  test('is named by method and route, never by the path', () => {
    expect(serverSpanOf('GET /orders/7?email=jane@example.com')?.name).toBe('GET /orders/:id');
  });

  test('has no route when there is none', () => {
    expect(serverSpanOf('GET /nowhere')).toMatchObject({ name: 'GET', attributes: { 'url.path': '/nowhere' } });
    expect(serverSpanOf('GET /nowhere')?.attributes).not.toHaveProperty('http.route');
  });

  test('of a failure is marked as one', () => {
    expect(serverSpanOf('POST /orders/broken')?.status.code).toBe(2);
  });

  test('contains the spans of the service', () => {
    const spans = receiver.spans.filter(({ traceId }) => traceId === traceIdOf('POST /orders'));
    const ids = new Set(spans.map(({ spanId }) => spanId));

    expect(spans.map(({ name }) => name)).toContain('order place');
    expect(spans.filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))).toEqual([]);
  });
});

describe('a hook of the service that fails', () => {
  test('is told in the trace, and the service goes on', () => {
    const told = receiver.logs.filter(({ line }) => line.event === 'telemetry.hook_failed');
    expect(told.map(({ line }) => line.trace_id)).toEqual([traceIdOf('POST /orders/broken')]);
    expect(requestLineOf('POST /orders/broken')).toBeDefined();
    expect(replies['GET /metrics']?.status).toBe(200);
  });
});

describe('a request line', () => {
  test.each([
    ['POST /orders', 'info', 201],
    ['GET /nowhere', 'warn', 404],
    ['POST /orders/broken', 'error', 500],
  ])('of %s is %s and carries the trace', (request, level, status) => {
    expect(requestLineOf(request)).toMatchObject({
      labels: { level, service_name: 'order', deployment_environment_name: 'test' },
      line: { level, 'http.response.status_code': status, span_id: serverSpanOf(request)?.spanId },
    });
  });

  test('is there for a request that another hook refused', () => {
    expect(requestLineOf('refused')).toMatchObject({ line: { level: 'warn', 'http.response.status_code': 429 } });
  });

  test('says when the client went away', () => {
    const aborted = receiver.logs.find(({ line }) => line.event === 'http.request.aborted');

    expect(aborted?.line).toMatchObject({
      level: 'info',
      'http.route': '/orders/slow',
      'http.response.status_code': 499,
      trace_id: expect.any(String),
    });
    const span = receiver.spans.find(({ traceId, kind }) => traceId === aborted?.line.trace_id && kind === 2);
    expect(span?.attributes['http.response.status_code']).toBe(499);
    expect(span?.status.code).not.toBe(2);
  });

  test('of one that went away in the middle of its upload is no error either, and nothing warns of it', () => {
    const [line, ...more] = receiver.logs.filter(({ line }) => line['url.path'] === '/orders/upload');

    expect(more).toEqual([]);
    expect(line?.line).toMatchObject({ event: 'http.request.aborted', 'http.response.status_code': 499 });
    expect(receiver.logs.filter(({ line }) => line.event === 'telemetry.sdk_message')).toEqual([]);
  });

  test('has three stream labels, no more', () => {
    expect(Object.keys(requestLineOf('POST /orders')?.labels ?? {}).sort()).toEqual([
      'deployment_environment_name',
      'level',
      'service_name',
    ]);
  });
});

describe('a scrape', () => {
  const line = (start: string) => bodies['GET /metrics']?.split('\n').find((each) => each.startsWith(start));

  test('is OpenMetrics', () => {
    expect(replies['GET /metrics']?.headers.get('content-type')).toContain('application/openmetrics-text');
    expect(bodies['GET /metrics']).toMatch(/\n# EOF\n$/);
  });

  test('has exemplars that lead to the trace', () => {
    const bucket = bodies['GET /metrics']
      ?.split('\n')
      .find((each) => each.includes('http_route="/orders"') && each.includes(traceIdOf('POST /orders')));

    expect(bucket).toMatch(/^http_server_request_duration_seconds_bucket\{.*http_response_status_code="201"/);
  });

  test('folds requests without a route', () => {
    expect(bodies['GET /metrics']).toContain('http_route="_OTHER",http_response_status_code="404"');
    expect(bodies['GET /metrics']).not.toContain('nowhere');
  });

  test('leaves no trace and no line of its own', () => {
    expect(receiver.spans.some(({ attributes }) => attributes['url.path'] === '/metrics')).toBe(false);
    expect(receiver.logs.some(({ line: { 'url.path': path } }) => path === '/metrics')).toBe(false);
  });

  test('shows what has never happened as a zero', () => {
    expect(line('telemetry_spans_dropped_total{reason="queue_full"}')).toMatch(/ 0$/);
    expect(line('demo_orders_total{status="paid",payment_method="paypal"}')).toMatch(/ 0$/);
    expect(line('demo_elsewhere_total'), 'what another service counts').toBeUndefined();
  });

  test('knows the runtime', () => {
    expect(line('nodejs_eventloop_delay_p99_seconds')).toBeDefined();
    expect(line('process_resident_memory_bytes')).toBeDefined();
  });
});

test('the resource is the same on all three signals', () => {
  const resource = {
    'service.name': 'order',
    'service.namespace': 'sightline',
    'service.version': '1.2.3',
    'service.instance.id': 'order-1',
    'deployment.environment.name': 'test',
  };

  expect(receiver.spans[0]?.resource).toEqual(resource);
  expect(receiver.logs[0]?.line).toMatchObject(resource);
  expect(bodies['GET /metrics']).toContain(
    'target_info{service_name="order",service_version="1.2.3",service_instance_id="order-1",deployment_environment_name="test",service_namespace="sightline"} 1',
  );
});

test('a bad setting is told once', () => {
  const told = demo.lines.filter(({ event }) => event === 'telemetry.setting_ignored');

  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ 'setting.name': 'OTEL_TRACES_SAMPLER', 'setting.value': 'sometimes' });
});

test.each(['4111 1111 1111 1111', 'cvv 123', 'jane@example.com', 'planted-token-1'])(
  '%s is sent nowhere',
  (planted) => {
    const sent = receiver.bodies.join('\n');

    expect(sent).not.toContain(planted);
    expect(sent).not.toContain(encodeURIComponent(planted));
    expect(JSON.stringify(demo.lines)).not.toContain(planted);
  },
);

test('the last spans and lines are delivered before the process ends', () => {
  expect(serverSpanOf('GET /nowhere')).toBeDefined();
  expect(requestLineOf('GET /nowhere')).toBeDefined();
});
