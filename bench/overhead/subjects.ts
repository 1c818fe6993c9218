import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backends } from '@sightline/collector/testing/backends';
import { CollectorUnderTest } from '@sightline/collector/testing/collector-under-test';
import { Receiver } from '@sightline/observability/testing';
import { addresses, databaseUrl, freePort, homeAt, inRepository, startPlatform } from '@sightline/stack';
import type { Destination } from './variants';

/** What is measured: a service, and what is asked of it. */
export interface Subject {
  readonly name: string;
  readonly file: string;
  readonly cwd?: string;
  readonly arguments?: readonly string[];
  /** Of the service, besides what its telemetry needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Method, path and body, as they stand in HTTP. */
  readonly request: string;
  readonly connections: number;
  readonly destination: Destination;
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** Ends what it needs. */
  close(): Promise<void>;
}

export const subjectNames = ['empty', 'small', 'order'] as const;
export type SubjectName = (typeof subjectNames)[number];

export const subjectTitles: Readonly<Record<SubjectName, string>> = {
  empty: 'A handler that does nothing',
  small: 'A handler with one span, one counter and one line of its own',
  order: 'POST /orders: PostgreSQL, outbox, Kafka, collector',
};

export const openSubject = (name: SubjectName): Promise<Subject> =>
  name === 'order' ? orderPath() : emptyService(name);

function requestOf(
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: object; body?: string } = {},
) {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: bench'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (method !== 'GET') lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** A handler in which nothing happens, or next to nothing. What it sends is taken, and not looked at. */
async function emptyService(name: 'empty' | 'small'): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-overhead-'));
  const receiver = new Receiver();
  const url = await receiver.start();
  // Anything but 200 makes it take what comes without looking at it.
  receiver.status = 202;
  const port = await freePort();
  return {
    name,
    file: join(__dirname, 'service', 'empty-service.js'),
    env: { PORT: String(port), NODE_ENV: 'production' },
    port,
    request: name === 'empty' ? requestOf('GET', '/empty') : requestOf('POST', '/small'),
    connections: 20,
    destination: { otlp: url, loki: url },
    folder,
    async close() {
      await receiver.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Placing an order: PostgreSQL, the outbox and its relay, Kafka, and the collector with all that it does. Nobody answers the events. */
async function orderPath(): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-overhead-'));
  // The database runs as a user of its own, and has to pass through.
  chmodSync(folder, 0o711);
  const home = homeAt(join(folder, 'home'));
  process.env.SIGHTLINE_HOME = home.path;
  const platform = await startPlatform({ only: ['postgres', 'kafka'], fresh: true });
  const backends = new Backends({ keep: false });
  await backends.open();
  const collector = await CollectorUnderTest.start(backends.url, { env: { GOGC: '400', GOMEMLIMIT: '250MiB' } });
  const secrets = JSON.parse(readFileSync(home.secretsFile, 'utf8')) as Record<string, string>;
  const database = (role: string, password = '') =>
    databaseUrl({ addresses: addresses() }, { role, password, database: 'orders' });
  const port = await freePort();
  const body = JSON.stringify({
    items: [
      { sku: 'ESP-001', quantity: 1 },
      { sku: 'GRI-001', quantity: 2 },
    ],
    currency: 'EUR',
    paymentMethod: 'card',
    paymentToken: 'tok_ok',
  });
  const headers = { 'content-type': 'application/json', 'x-api-key': platform.state().apiKey };
  return {
    name: 'order',
    file: 'dist/main.js',
    cwd: inRepository('services', 'order'),
    arguments: ['--max-semi-space-size=32'],
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      KAFKA_BROKERS: addresses().at('kafka'),
      SIGHTLINE_API_KEYS_FILE: join(folder, 'home', 'api-keys.json'),
      DATABASE_URL: database('order_app', secrets.orderAppPassword),
      MIGRATION_DATABASE_URL: database('order_owner', secrets.orderOwnerPassword),
      RATE_LIMIT_PER_SECOND: '100000',
      RATE_LIMIT_BURST: '100000',
      // Nobody pays; and nothing shall be cancelled meanwhile.
      ORDER_PAYMENT_TIMEOUT_MS: '3600000',
    },
    port,
    request: requestOf('POST', '/orders', { headers, body }),
    connections: 24,
    destination: { otlp: collector.otlpUrl, loki: collector.lokiUrl },
    folder,
    async close() {
      await collector.stop();
      await backends.close();
      await platform.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
