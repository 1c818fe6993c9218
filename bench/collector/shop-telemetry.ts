import { randomBytes } from 'node:crypto';
import type { JsonRequest } from './in-protobuf';

type Value = string | number;

const text = (key: string, value: Value) => ({
  key,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
});
const attributes = (of: Readonly<Record<string, Value>>) => Object.entries(of).map(([key, value]) => text(key, value));
const id = (bytes: number) => randomBytes(bytes).toString('hex');

const resourceOf = (service: string) => ({
  attributes: attributes({
    'service.name': service,
    'service.namespace': 'sightline',
    'service.version': '0.1.0',
    'service.instance.id': `${service}-1`,
    'deployment.environment.name': 'local',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': '2.9.0',
  }),
});

interface SpanShape {
  readonly name: string;
  /** Of OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** The number of the span above it. */
  readonly under?: number;
  readonly attributes: Readonly<Record<string, Value>>;
}

const http = { 'url.scheme': 'http', 'network.protocol.version': '1.1', 'server.address': '127.0.0.1' };
const query = (operation: string, table: string, statement: string, namespace: string) => ({
  name: `${operation} ${table}`.trim(),
  kind: 3,
  attributes: {
    ...{ 'db.system.name': 'postgresql', 'db.namespace': namespace, 'db.operation.name': operation },
    ...{ 'db.query.text': statement, 'server.address': '127.0.0.1', 'server.port': 15_432 },
  },
});
const record = (operation: string, topic: string, kind: number, under?: number): SpanShape => ({
  name: `${operation} ${topic}`,
  kind,
  ...(under !== undefined && { under }),
  attributes: {
    ...{ 'messaging.system': 'kafka', 'messaging.operation.name': operation, 'messaging.destination.name': topic },
    ...{ 'messaging.destination.partition.id': 2, 'messaging.kafka.offset': 40_123 },
    'messaging.message.id': '018f4e5a-7b1c-7d2e-8f3a-1234567890ab',
  },
});

/** One order as both services tell of it. */
const ofOrder: Readonly<Record<'order' | 'payment', readonly SpanShape[]>> = {
  order: [
    {
      name: 'POST /orders',
      kind: 2,
      attributes: {
        ...http,
        ...{ 'http.request.method': 'POST', 'http.route': '/orders', 'url.path': '/orders', 'server.port': 3001 },
        ...{ 'client.address': '127.0.0.1', 'network.peer.port': 53_412, 'user_agent.original': 'undici' },
        ...{ 'http.response.status_code': 202, 'order.id': '018f4e5a-7b1c-7d2e-8f3a-1234567890ab' },
      },
    },
    { under: 0, ...query('BEGIN', '', 'BEGIN', 'orders') },
    {
      under: 0,
      ...query('SELECT', 'carts', 'select "id", "currency" from "carts" where "id" = $1 for update', 'orders'),
    },
    {
      under: 0,
      ...query(
        'INSERT',
        'orders',
        'insert into "orders" ("id", "total_cents", "status") values ($1, $2, $3) returning "id", "created_at"',
        'orders',
      ),
    },
    {
      under: 0,
      ...query('INSERT', 'outbox', 'insert into "outbox" ("id", "topic", "payload") values ($1, $2, $3)', 'orders'),
    },
    { under: 0, ...query('COMMIT', '', 'COMMIT', 'orders') },
    record('send', 'sightline.orders.v1', 4, 0),
    record('process', 'sightline.payments.v1', 5),
    { under: 7, ...query('UPDATE', 'orders', 'update "orders" set "status" = $1 where "id" = $2', 'orders') },
    { under: 7, ...query('COMMIT', '', 'COMMIT', 'orders') },
  ],
  payment: [
    record('process', 'sightline.orders.v1', 5),
    {
      under: 0,
      ...query('INSERT', 'inbox', 'insert into "inbox" ("id") values ($1) on conflict do nothing', 'payments'),
    },
    {
      name: 'POST',
      kind: 3,
      under: 0,
      attributes: {
        ...http,
        ...{ 'http.request.method': 'POST', 'url.full': 'http://127.0.0.1:3003/charges', 'server.port': 3003 },
        ...{ 'peer.service': 'bank', 'http.response.status_code': 200, 'retry.attempt': 1 },
      },
    },
    { under: 0, ...query('INSERT', 'payments', 'insert into "payments" ("id", "state") values ($1, $2)', 'payments') },
    { under: 0, ...query('COMMIT', '', 'COMMIT', 'payments') },
    record('send', 'sightline.payments.v1', 4, 0),
  ],
};

export const spansPerOrder = ofOrder.order.length + ofOrder.payment.length;

/** What became of an order: one in a hundred fails at the bank, one in fifty is slow. */
export interface TracedOrder {
  readonly traceId: string;
  readonly fails: boolean;
  /** From the first to the end of the last of its spans. */
  readonly milliseconds: number;
}

export interface OrdersSpans {
  readonly orders: readonly TracedOrder[];
  /** As OTLP in JSON: a request of each service. */
  readonly requests: readonly [order: JsonRequest, payment: JsonRequest];
}

export interface OrdersOptions {
  /** Of the request that takes them. */
  readonly route?: string;
  /** Which share of them fails at the bank, 0 to 1. */
  readonly failing?: number;
}

/** What two services export of as many orders as are asked for. No two orders are alike in their ids. */
export function ordersSpans(count: number, { route = '/orders', failing = 0.01 }: OrdersOptions = {}): OrdersSpans {
  const now = BigInt(Date.now()) * 1_000_000n;
  const orders = Array.from({ length: count }, (): TracedOrder => {
    const chance = Math.random();
    const milliseconds = chance < 0.02 ? 600 + Math.round(900 * Math.random()) : 5 + Math.round(45 * Math.random());
    return { traceId: id(16), fails: Math.random() < failing, milliseconds };
  });
  const linked = orders.map((order) => ({ ...order, sent: id(8), paid: id(8), root: id(8) }));
  const spansOf = (service: 'order' | 'payment') =>
    linked.flatMap(({ traceId, fails, milliseconds, sent, paid, root }) => {
      const ids = ofOrder[service].map(() => id(8));
      if (service === 'order') [ids[0], ids[6]] = [root, sent];
      else ids[5] = paid;
      return ofOrder[service].map((shape, index) => ({
        traceId,
        spanId: ids[index] ?? id(8),
        ...parentOf(shape, ids, service === 'payment' ? sent : index === 7 ? paid : undefined),
        name: shape.name,
        kind: shape.kind,
        // The request is as long as all of it, and everything else lies within.
        startTimeUnixNano: String(now - BigInt(index === 0 ? milliseconds : 1 + (index % 4)) * 1_000_000n),
        endTimeUnixNano: String(now),
        flags: 257,
        attributes: attributes(shape.kind === 2 ? { ...shape.attributes, 'http.route': route } : shape.attributes),
        status: fails && service === 'payment' && index === 2 ? { code: 2, message: 'the bank answered 503' } : {},
      }));
    });
  const requestFrom = (service: 'order' | 'payment') => ({
    resourceSpans: [
      {
        resource: resourceOf(service),
        scopeSpans: [{ scope: { name: service, version: '0.1.0' }, spans: spansOf(service) }],
      },
    ],
  });
  return { orders, requests: [requestFrom('order'), requestFrom('payment')] };
}

const parentOf = ({ under }: SpanShape, ids: readonly (string | undefined)[], from: string | undefined) => {
  const parent = under === undefined ? from : ids[under];
  return parent === undefined ? {} : { parentSpanId: parent };
};

/** Lines as pino-loki pushes them: JSON under a few labels. */
export function ordersLines(count: number): object {
  const now = BigInt(Date.now()) * 1_000_000n;
  const stream = { service_name: 'order', level: 'info', deployment_environment_name: 'local' };
  const values = Array.from({ length: count }, (_, at) => [
    String(now + BigInt(at)),
    JSON.stringify({
      level: 'info',
      time: Number(now / 1_000_000n),
      message: at % 2 ? 'Request completed' : 'Order accepted',
      event: at % 2 ? 'http.request.completed' : 'order.accepted',
      'service.namespace': 'sightline',
      'service.version': '0.1.0',
      'service.instance.id': 'order-1',
      trace_id: id(16),
      span_id: id(8),
      trace_flags: '01',
      'order.id': '018f4e5a-7b1c-7d2e-8f3a-1234567890ab',
      'http.request.method': 'POST',
      'http.route': '/orders',
      'http.response.status_code': 202,
      'duration.ms': 12.4,
    }),
  ]);
  return { streams: [{ stream, values }] };
}

const buckets = [
  '0.005',
  '0.01',
  '0.025',
  '0.05',
  '0.075',
  '0.1',
  '0.25',
  '0.5',
  '0.75',
  '1',
  '2.5',
  '5',
  '7.5',
  '10',
  '+Inf',
];

/** An exposition of OpenMetrics with about as many samples as are asked for, in histograms with an exemplar in one of their buckets. */
export function exposition(samples: number): string {
  const perHistogram = buckets.length + 2;
  const now = Date.now() / 1000;
  const lines = ['# TYPE http_server_request_duration_seconds histogram'];
  for (let route = 0; route < Math.round(samples / perHistogram); route++) {
    const labels = `http_request_method="GET",http_route="/r${route}",http_response_status_code="200"`;
    for (const [at, le] of buckets.entries()) {
      const exemplar = at === 2 ? ` # {trace_id="${id(16)}",span_id="${id(8)}"} 0.02 ${now}` : '';
      lines.push(
        `http_server_request_duration_seconds_bucket{${labels},le="${le}"} ${at * 3 + Math.floor(now)}${exemplar}`,
      );
    }
    lines.push(`http_server_request_duration_seconds_count{${labels}} ${Math.floor(now) + 42}`);
    lines.push(`http_server_request_duration_seconds_sum{${labels}} ${now}`);
  }
  return `${lines.join('\n')}\n# EOF\n`;
}
