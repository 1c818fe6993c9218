/**
 * `node collector/dist/bench/cost-per-span.js [--against <program> <folder of its configuration>] [--pairs 5]`: processor time that the
 * collector needs for 100,000 spans of orders, as the services send them; beside another one's in turn, so that both meet the same machine.
 */

import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Backends } from '../testing/backends';
import { CollectorUnderTest, collectorProgram } from '../testing/collector-under-test';
import { configFolder } from '../testing/effective-config';
import { until } from '../testing/until';

const requests = 400;
const spansPerRequest = 250;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { against: { type: 'boolean' }, pairs: { type: 'string', default: '5' } },
    allowPositionals: true,
  });
  const candidates = [{ name: 'this', program: collectorProgram(), folder: configFolder }];
  const [program, folder] = positionals;
  if (values.against && program && folder) candidates.push({ name: 'other', program, folder });
  const seconds = new Map<string, number[]>();
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    for (const candidate of pair % 2 ? candidates.toReversed() : candidates) {
      const taken = await processorSeconds(candidate);
      seconds.set(candidate.name, [...(seconds.get(candidate.name) ?? []), taken]);
      console.log(`${candidate.name.padEnd(6)} ${taken.toFixed(2)} s for 100,000 spans`);
    }
  }
  for (const [name, each] of seconds) {
    const sorted = each.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    console.log(
      `${name.padEnd(6)} median ${(middle * 10).toFixed(1)} µs a span, ${(sorted[0] ?? 0) * 10} to ${(sorted.at(-1) ?? 0) * 10}`,
    );
  }
}

async function processorSeconds({ program, folder }: { program: string; folder: string }): Promise<number> {
  const backends = new Backends({ keep: false });
  await backends.open();
  const collector = await CollectorUnderTest.start(backends.url, {
    env: { GOGC: '400', GOMEMLIMIT: '250MiB' },
    of: { program, folder },
  });
  try {
    const bodies = Array.from({ length: 20 }, () => JSON.stringify(orderSpans()));
    const before = collector.processorSeconds;
    for (let request = 0; request < requests; request++) {
      const response = await fetch(`${collector.otlpUrl}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bodies[request % bodies.length] ?? '',
      });
      if (!response.ok) throw new Error(`the collector answered ${response.status}`);
      await response.arrayBuffer();
    }
    let last = 0;
    await until(
      'an idle collector',
      async () => {
        const now = backends.bytes;
        const isIdle = now > 0 && now === last;
        last = now;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        return isIdle;
      },
      { seconds: 60 },
    );
    return collector.processorSeconds - before;
  } finally {
    await collector.stop();
    await backends.close();
  }
}

/** The spans of orders: a request, its queries, a record sent and taken, a call to the bank. */
function orderSpans() {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const int = (key: string, intValue: number) => ({ key, value: { intValue: String(intValue) } });
  const id = (bytes: number) => randomBytes(bytes).toString('hex');
  const traceId = id(16);
  const now = BigInt(Date.now()) * 1_000_000n;
  const kinds = [
    () => ({
      name: 'POST /orders',
      kind: 2,
      attributes: [
        text('http.request.method', 'POST'),
        text('http.route', '/orders'),
        text('url.scheme', 'http'),
        text('url.path', '/orders'),
        text('server.address', '127.0.0.1'),
        int('server.port', 3001),
        text('client.address', '127.0.0.1'),
        int('network.peer.port', 53_412),
        text('network.protocol.version', '1.1'),
        text('user_agent.original', 'undici'),
        int('http.response.status_code', 202),
        text('order.id', '018f4e5a-7b1c-7d2e-8f3a-1234567890ab'),
      ],
    }),
    () => ({
      name: 'INSERT orders',
      kind: 3,
      attributes: [
        text('db.system.name', 'postgresql'),
        text('db.namespace', 'orders'),
        text('db.operation.name', 'INSERT'),
        text('db.collection.name', 'orders'),
        text('db.query.summary', 'INSERT orders'),
        text(
          'db.query.text',
          'insert into "orders" ("id", "total_cents", "status") values ($1, $2, $3) returning "id", "created_at"',
        ),
        text('server.address', '127.0.0.1'),
        int('server.port', 15_432),
      ],
    }),
    () => ({
      name: 'send sightline.orders.v1',
      kind: 4,
      attributes: [
        text('messaging.system', 'kafka'),
        text('messaging.operation.name', 'send'),
        text('messaging.operation.type', 'send'),
        text('messaging.destination.name', 'sightline.orders.v1'),
        int('messaging.destination.partition.id', 2),
        text('messaging.message.id', '018f4e5a-7b1c-7d2e-8f3a-1234567890ab'),
        text('messaging.kafka.message.key', '018f4e5a-7b1c-7d2e-8f3a-1234567890ab'),
        int('messaging.kafka.offset', 40_123),
      ],
    }),
    () => ({
      name: 'POST',
      kind: 3,
      attributes: [
        text('http.request.method', 'POST'),
        text('url.full', 'http://127.0.0.1:3003/charges'),
        text('server.address', '127.0.0.1'),
        int('server.port', 3003),
        text('peer.service', 'bank'),
        int('http.response.status_code', 200),
        int('retry.attempt', 1),
      ],
    }),
  ];
  const spans = Array.from({ length: spansPerRequest }, (_, index) => ({
    traceId,
    spanId: id(8),
    parentSpanId: id(8),
    startTimeUnixNano: String(now - 5_000_000n),
    endTimeUnixNano: String(now),
    flags: 257,
    status: {},
    events: [],
    links: [],
    ...kinds[index % kinds.length]?.(),
  }));
  const resource = {
    attributes: [
      text('service.name', 'order'),
      text('service.namespace', 'sightline'),
      text('service.version', '0.1.0'),
      text('service.instance.id', 'order-1'),
      text('deployment.environment.name', 'local'),
    ],
  };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'order', version: '0.1.0' }, spans }] }] };
}

void main();
